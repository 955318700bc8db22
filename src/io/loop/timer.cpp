#include "io/loop/timer.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace portero::loop {

struct Timer::State {
  boost::asio::steady_timer timer;
  std::uint64_t round = 0;
  Task fired{};
};

Timer::Timer(EventLoop& loop)
    : state_(std::make_shared<State>(boost::asio::steady_timer{loop.context()})) {}
Timer::~Timer() = default;
Timer::Timer(Timer&&) noexcept = default;
Timer& Timer::operator=(Timer&&) noexcept = default;

void Timer::start(base::Duration after, Task fired) {
  state_->fired = std::move(fired);
  const std::uint64_t round = ++state_->round;
  state_->timer.expires_after(after);
  state_->timer.async_wait(
      [weak = std::weak_ptr{state_}, round](const boost::system::error_code& error) {
        const auto state = weak.lock();
        if (error || !state || state->round != round) return;
        // What fires may start or destroy this timer.
        Task fired_now = std::exchange(state->fired, {});
        fired_now();
      });
}

void Timer::start_at(base::TimePoint at, Task fired) {
  const auto clock_now = std::chrono::steady_clock::now().time_since_epoch();
  const auto now = std::chrono::duration_cast<base::Duration>(clock_now);
  start(std::max(base::Duration::zero(), at.time_since_epoch() - now), std::move(fired));
}

void Timer::cancel() {
  ++state_->round;
  state_->fired = {};
  state_->timer.cancel();
}

}  // namespace portero::loop
