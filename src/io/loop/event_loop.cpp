#include "io/loop/event_loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace portero::loop {

struct EventLoop::Asio {
  boost::asio::io_context context{1};  // one thread
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay =
      boost::asio::make_work_guard(context);
};

EventLoop::EventLoop() : asio_(std::make_unique<Asio>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
  asio_->context.run();
  asio_->context.restart();
}

void EventLoop::stop() { asio_->context.stop(); }

bool EventLoop::run_until(const std::function<bool()>& done, base::Duration at_most) {
  const base::TimePoint end = now() + at_most;
  while (!done()) {
    const base::Duration left = end - now();
    if (left <= base::Duration::zero() || asio_->context.stopped()) return false;
    asio_->context.run_one_for(left);
  }
  return true;
}

std::size_t EventLoop::run_for(base::Duration duration) { return asio_->context.run_for(duration); }

void EventLoop::post(Task task) {
  boost::asio::post(asio_->context, [task = std::move(task)]() mutable { task(); });
}

base::TimePoint EventLoop::now() const {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return base::TimePoint{std::chrono::duration_cast<base::Duration>(since_boot)};
}

boost::asio::io_context& EventLoop::context() { return asio_->context; }

}  // namespace portero::loop
