#include "apps/display/line_reader.hpp"

#include <array>
#include <cerrno>

#include <sys/socket.h>

#include "io/ipc/line_socket.hpp"

namespace portero::screen {

LineReader::Socket LineReader::read(int fd, const std::function<void(std::string_view)>& line) {
  std::array<char, 4096> bytes;
  const ssize_t size = ::recv(fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size < 0) return errno == EAGAIN || errno == EINTR ? Socket::open : Socket::closed;
  if (size == 0) return Socket::closed;
  rest_.append(bytes.data(), static_cast<std::size_t>(size));
  std::size_t begin = 0;
  for (std::size_t end = rest_.find('\n'); end != std::string::npos;
       end = rest_.find('\n', begin)) {
    line(std::string_view{rest_}.substr(begin, end - begin));
    begin = end + 1;
  }
  rest_.erase(0, begin);
  return rest_.size() > ipc::max_line_bytes ? Socket::closed : Socket::open;
}

void write_line(int fd, std::string line) {
  line += '\n';
  std::string_view left = line;
  while (!left.empty()) {
    const ssize_t sent = ::send(fd, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return;
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace portero::screen
