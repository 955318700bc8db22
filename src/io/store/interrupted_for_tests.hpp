#pragma once

#include <filesystem>
#include <functional>
#include <vector>

namespace portero::store {

enum class Fate { killed, finished, not_permitted };

// For tests: runs the body in a child process, and kills it (SIGKILL) when it has come to so many
// beginnings and ends of system calls.
[[nodiscard]] Fate killed_at(int step, const std::function<void()>& body);

// The numbers of the system calls that the body makes, in order.
[[nodiscard]] std::vector<long> system_calls_of(const std::function<void()>& body);

// Of one test, removed with it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // What is in it goes.
  void clear() const;

 private:
  std::filesystem::path path_;
};

}  // namespace portero::store
