#include "io/ipc/line_listener.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "io/loop/descriptor.hpp"

namespace portero::ipc {
namespace {

constexpr int backlog = 16;
constexpr mode_t owner_and_group = 0660;

std::unexpected<SocketError> failed(const std::filesystem::path& path, std::string_view what,
                                    int error) {
  return std::unexpected(
      fmt::format("{}: {}: {}", path.string(), what, std::generic_category().message(error)));
}

std::expected<sockaddr_un, SocketError> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& text = path.native();
  if (text.size() >= sizeof address.sun_path)
    return std::unexpected(fmt::format("{}: longer than the {} bytes that a socket's path may have",
                                       text, sizeof address.sun_path - 1));
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

int unix_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

}  // namespace

class LineListener::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, int fd, std::filesystem::path path, Accepted accepted)
      : descriptor_(loop, fd), path_(std::move(path)), accepted_(std::move(accepted)) {}
  ~Shared() { ::unlink(path_.c_str()); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  void wait() {
    descriptor_.when_readable([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->accept();
    });
  }

 private:
  void accept() {
    const int fd = ::accept4(descriptor_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) accepted_(fd);
    wait();
  }

  loop::Descriptor descriptor_;
  std::filesystem::path path_;
  Accepted accepted_;
};

std::expected<LineListener, SocketError> LineListener::listen(loop::EventLoop& loop,
                                                              const std::filesystem::path& path,
                                                              Accepted accepted) {
  const auto address = address_of(path);
  if (!address) return std::unexpected(address.error());
  if (const auto other = connect(path)) {
    ::close(*other);
    return std::unexpected(
        fmt::format("{}: another process listens here already; stop it first", path.string()));
  }
  struct stat left_behind{};
  if (::lstat(path.c_str(), &left_behind) == 0 && S_ISSOCK(left_behind.st_mode))
    ::unlink(path.c_str());

  const int fd = unix_socket();
  if (fd < 0) return failed(path, "no socket", errno);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 ||
      ::chmod(path.c_str(), owner_and_group) != 0 || ::listen(fd, backlog) != 0) {
    const int error = errno;
    ::close(fd);
    return failed(path, "cannot listen here", error);
  }
  auto shared = std::make_shared<Shared>(loop, fd, path, std::move(accepted));
  shared->wait();
  return LineListener{std::move(shared)};
}

LineListener::LineListener(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
LineListener::~LineListener() = default;
LineListener::LineListener(LineListener&&) noexcept = default;
LineListener& LineListener::operator=(LineListener&&) noexcept = default;

std::expected<int, SocketError> connect(const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) return std::unexpected(address.error());
  const int fd = unix_socket();
  if (fd < 0) return failed(path, "no socket", errno);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0) return fd;
  const int error = errno;
  ::close(fd);
  return failed(path, "nobody answers here", error);
}

}  // namespace portero::ipc
