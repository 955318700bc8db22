#pragma once

#include <memory>

#include "base/time.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::loop {

// One deadline at a time. Once cancelled, started again or destroyed, it never fires for what it
// was started for before, even when that time has already come.
class Timer {
 public:
  explicit Timer(EventLoop& loop);
  ~Timer();
  Timer(Timer&&) noexcept;
  Timer& operator=(Timer&&) noexcept;

  void start(base::Duration after, Task fired);
  void start_at(base::TimePoint at, Task fired);
  void cancel();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace portero::loop
