#include "io/panel/sending_thread.hpp"

#include <future>
#include <memory>
#include <utility>

#include "base/assert.hpp"

namespace portero::panel {

SendingThread::SendingThread(loop::EventLoop& loop, Wires& wires,
                             const std::function<void()>& begin, Told told)
    : loop_(loop), wires_(wires), told_(std::make_shared<Told>(std::move(told))) {
  std::promise<void> begun;
  thread_ = std::thread{[this, &begin, &begun] {
    begin();
    begun.set_value();
    run();
  }};
  begun.get_future().wait();
}

SendingThread::~SendingThread() {
  {
    const std::lock_guard lock{mutex_};
    stop_ = true;
  }
  comes_.notify_one();
  thread_.join();
}

void SendingThread::send(std::vector<access::WiegandPulse> pulses, base::TimePoint not_after) {
  {
    const std::lock_guard lock{mutex_};
    PORTERO_ASSERT(!card_, "one card at a time");
    card_ = Card{std::move(pulses), not_after};
  }
  comes_.notify_one();
}

void SendingThread::run() {
  while (const auto card = wait_for_card()) {
    Over over;
    over.how = panel::send(card->pulses, wires_, over.made, stop_, card->not_after);
    wires_.card_over();
    loop_.post([weak = std::weak_ptr{told_}, over] {
      if (const auto told = weak.lock()) (*told)(over);
    });
  }
}

std::optional<SendingThread::Card> SendingThread::wait_for_card() {
  std::unique_lock lock{mutex_};
  comes_.wait(lock, [this] { return stop_ || card_; });
  if (stop_) return std::nullopt;
  return std::exchange(card_, std::nullopt);
}

}  // namespace portero::panel
