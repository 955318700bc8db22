#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

namespace portero::store {

// Of one test, removed with it. In memory where that is possible: a thousand syncs of a busy disk
// take a minute.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    const std::filesystem::path memory{"/dev/shm"};
    const bool has_memory = ::access(memory.c_str(), W_OK) == 0;
    std::string name =
        (has_memory ? memory : std::filesystem::temp_directory_path()) / "portero-store-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // What is in it goes.
  void clear() const {
    for (const auto& entry : std::filesystem::directory_iterator{path_})
      std::filesystem::remove_all(entry.path());
  }

 private:
  std::filesystem::path path_;
};

}  // namespace portero::store
