#include "io/store/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sys/stat.h>

namespace portero::store {
namespace {

namespace fs = std::filesystem;

constexpr mode_t for_its_owner = 0600;

class OpenFile {
 public:
  OpenFile(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags, for_its_owner)) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

std::unexpected<FileFailure> failure(const fs::path& file, std::string_view what) {
  const int code = errno;
  return std::unexpected{FileFailure{
      code, fmt::format("{} cannot be {}: {}", file.string(), what, std::strerror(code))}};
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

bool is_full(const FileFailure& failure) {
  return failure.code == ENOSPC || failure.code == EDQUOT;
}

std::expected<void, FileFailure> replace_file(const fs::path& file, std::string_view bytes) {
  const fs::path unfinished_file = file.string() + std::string{unfinished};
  // First, so that nothing is replaced where it cannot be opened.
  const OpenFile folder{file.parent_path(), O_RDONLY | O_DIRECTORY | O_CLOEXEC};
  if (!folder.is_open()) return failure(file, "written");
  {
    const OpenFile open{unfinished_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW};
    if (!open.is_open() || !write_all(open.fd(), bytes) || ::fsync(open.fd()) != 0) {
      auto failed = failure(file, "written");
      ::unlink(unfinished_file.c_str());
      return failed;
    }
  }
  // The name of a file is on the disk once its folder is.
  if (::rename(unfinished_file.c_str(), file.c_str()) != 0 || ::fsync(folder.fd()) != 0)
    return failure(file, "written");
  return {};
}

std::expected<std::optional<std::string>, FileFailure> read_file(const fs::path& file,
                                                                 std::size_t max_bytes) {
  const OpenFile open{file, O_RDONLY | O_CLOEXEC};
  if (!open.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    return failure(file, "read");
  }
  // Room as it is needed: what may be large most often is not, and a heap that grew stays grown.
  constexpr std::size_t piece = std::size_t{16} * 1024;
  std::string text;
  std::size_t size = 0;
  // One byte more tells that there is more.
  while (size <= max_bytes) {
    text.resize(size + std::min(piece, max_bytes + 1 - size));
    const ssize_t got = ::read(open.fd(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(file, "read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > max_bytes) {
    errno = EFBIG;
    return failure(file, "read");
  }
  text.resize(size);
  text.shrink_to_fit();
  return text;
}

std::expected<void, FileFailure> remove_files(const fs::path& folder,
                                              const std::vector<fs::path>& files) {
  if (files.empty()) return {};
  const OpenFile open{folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC};
  if (!open.is_open()) return failure(folder, "written");
  std::expected<void, FileFailure> removed;
  for (const fs::path& file : files)
    if (::unlink(file.c_str()) != 0 && errno != ENOENT && removed)
      removed = failure(file, "removed");
  if (::fsync(open.fd()) != 0 && removed) removed = failure(folder, "written");
  return removed;
}

}  // namespace portero::store
