#include "io/loop/descriptor.hpp"

#include <poll.h>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace portero::loop {

using boost::asio::posix::stream_descriptor;

struct Descriptor::State : std::enable_shared_from_this<State> {
  State(EventLoop& loop, int fd) : descriptor(loop.context(), fd) {}

  // Asio may give the event of a descriptor that is gone to one that was made since, so the kernel
  // is asked again.
  void wait(stream_descriptor::wait_type what, Task State::* task) {
    const auto told = [weak = weak_from_this(), what,
                       task](const boost::system::error_code& error) {
      const auto state = weak.lock();
      if (error || !state) return;
      if (!state->is_ready(what)) return state->wait(what, task);
      Task now = std::exchange((*state).*task, {});
      if (now) now();
    };
    descriptor.async_wait(what, told);
  }

  // Where the kernel cannot say, the owner's own call will.
  bool is_ready(stream_descriptor::wait_type what) {
    const short events = what == stream_descriptor::wait_read ? POLLIN : POLLOUT;
    pollfd asked{.fd = descriptor.native_handle(), .events = events, .revents = 0};
    return ::poll(&asked, 1, 0) != 0;
  }

  stream_descriptor descriptor;
  Task readable{};
  Task writable{};
};

Descriptor::Descriptor(EventLoop& loop, int fd) : state_(std::make_shared<State>(loop, fd)) {}
Descriptor::~Descriptor() = default;
Descriptor::Descriptor(Descriptor&&) noexcept = default;
Descriptor& Descriptor::operator=(Descriptor&&) noexcept = default;

int Descriptor::fd() const { return state_->descriptor.native_handle(); }

void Descriptor::when_readable(Task then) {
  const bool is_waiting = static_cast<bool>(state_->readable);
  state_->readable = std::move(then);
  if (!is_waiting) state_->wait(stream_descriptor::wait_read, &State::readable);
}

void Descriptor::when_writable(Task then) {
  const bool is_waiting = static_cast<bool>(state_->writable);
  state_->writable = std::move(then);
  if (!is_waiting) state_->wait(stream_descriptor::wait_write, &State::writable);
}

}  // namespace portero::loop
