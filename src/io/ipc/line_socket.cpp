#include "io/ipc/line_socket.hpp"

#include <array>
#include <cerrno>
#include <unistd.h>
#include <utility>

#include <sys/socket.h>

#include "base/assert.hpp"
#include "io/loop/descriptor.hpp"

namespace portero::ipc {

class LineSocket::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, int fd, Handler handler)
      : loop_(loop), descriptor_(loop, fd), handler_(std::move(handler)) {}

  void read_when_there_is_something() {
    descriptor_.when_readable([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->read();
    });
  }

  void send(std::string_view line) {
    if (closed_) return;
    PORTERO_ASSERT(!line.contains('\n'), "a line is one line");
    waiting_.append(line);
    waiting_.push_back('\n');
    if (waiting_.size() > max_waiting_bytes) return close_later(ClosedBy::reader_too_slow);
    write();
  }

  void forget() {
    closed_ = true;
    handler_ = nullptr;
  }

 private:
  void read() {
    if (closed_) return;
    std::array<char, 16 * 1024> buffer;
    const ssize_t count = ::recv(descriptor_.fd(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count == 0) return close(ClosedBy::other_end);
    if (count < 0) {
      if (errno == EAGAIN || errno == EINTR) return read_when_there_is_something();
      return close(errno == ECONNRESET ? ClosedBy::other_end : ClosedBy::failure);
    }
    arrived_.append(buffer.data(), static_cast<std::size_t>(count));
    tell_lines();
    if (!closed_) read_when_there_is_something();
  }

  void tell_lines() {
    std::size_t begin = 0;
    for (std::size_t end; !closed_ && (end = arrived_.find('\n', begin)) != std::string::npos;
         begin = end + 1)
      tell(LineArrived{arrived_.substr(begin, end - begin)});
    arrived_.erase(0, begin);
    if (!closed_ && arrived_.size() > max_line_bytes) close(ClosedBy::line_too_long);
  }

  void write() {
    while (!waiting_.empty()) {
      const ssize_t count =
          ::send(descriptor_.fd(), waiting_.data(), waiting_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (count >= 0) {
        waiting_.erase(0, static_cast<std::size_t>(count));
      } else if (errno == EAGAIN) {
        return descriptor_.when_writable([weak = weak_from_this()] {
          if (const auto self = weak.lock(); self && !self->closed_) self->write();
        });
      } else if (errno != EINTR) {
        return close_later(ClosedBy::other_end);
      }
    }
  }

  // Whoever sends is not called back from within send().
  void close_later(ClosedBy why) {
    waiting_.clear();
    loop_.post([weak = weak_from_this(), why] {
      if (const auto self = weak.lock()) self->close(why);
    });
  }

  void close(ClosedBy why) {
    if (std::exchange(closed_, true)) return;
    ::shutdown(descriptor_.fd(), SHUT_RDWR);
    tell(Closed{why});
  }

  void tell(const LineEvent& event) {
    const auto alive = shared_from_this();
    if (const Handler handler = handler_) handler(event);
  }

  loop::EventLoop& loop_;
  loop::Descriptor descriptor_;
  Handler handler_;
  std::string arrived_;
  std::string waiting_;
  bool closed_ = false;
};

LineSocket::LineSocket(loop::EventLoop& loop, int fd, Handler handler)
    : shared_(std::make_shared<Shared>(loop, fd, std::move(handler))) {
  shared_->read_when_there_is_something();
}

LineSocket::~LineSocket() {
  if (shared_) shared_->forget();
}

LineSocket::LineSocket(LineSocket&&) noexcept = default;

LineSocket& LineSocket::operator=(LineSocket&& other) noexcept {
  std::swap(shared_, other.shared_);
  return *this;
}

void LineSocket::send(std::string_view line) { shared_->send(line); }

}  // namespace portero::ipc
