#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace portero::store {

// The folder in which one process keeps what it remembers, for its user alone. Another process that
// wants the same one is refused as long as this lives.
class StateFolder {
 public:
  struct NotTaken {
    std::string why;  // a sentence without its full stop
    bool in_use = false;
  };

  // Made where it is missing.
  [[nodiscard]] static std::expected<StateFolder, NotTaken> take(const std::filesystem::path& path);
  ~StateFolder();
  StateFolder(StateFolder&& other) noexcept;
  StateFolder& operator=(StateFolder&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Others of this machine may list it, or worse. It is not ours to change: it may be /tmp.
  [[nodiscard]] bool is_open_to_others() const;

 private:
  StateFolder(const std::filesystem::path& path, int lock) : path_(path), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;
};

}  // namespace portero::store
