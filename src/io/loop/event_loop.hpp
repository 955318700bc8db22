#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "base/time.hpp"

namespace boost::asio {
class io_context;
}

namespace portero::loop {

using Task = std::move_only_function<void()>;

// The one thread of a process and what it waits for. Whatever is told by a loop is told from within
// run(), never from within a call that asked for it, so that no callback finds its caller half
// done.
class EventLoop {
 public:
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Until stop(), which may have come before.
  void run();
  void stop();
  // Whether `done` came true before the time was over; asks it after each thing that happened.
  bool run_until(const std::function<bool()>& done, base::Duration at_most);
  // About how many things happened: none, for a loop at rest.
  std::size_t run_for(base::Duration duration);

  // The only member besides stop() that another thread may call.
  void post(Task task);

  [[nodiscard]] base::TimePoint now() const;

  // For folders that bring an Asio library along.
  [[nodiscard]] boost::asio::io_context& context();

 private:
  struct Asio;
  std::unique_ptr<Asio> asio_;
};

}  // namespace portero::loop
