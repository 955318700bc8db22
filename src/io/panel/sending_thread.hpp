#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "io/loop/event_loop.hpp"
#include "io/panel/pulse_sender.hpp"

namespace portero::panel {

// The thread that pulls the wires, one card at a time. It takes its memory before a card begins and
// after it is over, never in between.
class SendingThread {
 public:
  struct Over {
    Sending how = Sending::whole;
    Edges made;
  };
  using Told = std::function<void(const Over&)>;

  // `begin` runs in the thread, before anything else: to become real-time.
  SendingThread(loop::EventLoop& loop, Wires& wires, const std::function<void()>& begin, Told told);
  // Behind the pulse that goes on; nothing is told any more.
  ~SendingThread();
  SendingThread(const SendingThread&) = delete;
  SendingThread& operator=(const SendingThread&) = delete;

  // The one before was told.
  void send(std::vector<access::WiegandPulse> pulses, base::TimePoint not_after);

 private:
  struct Card {
    std::vector<access::WiegandPulse> pulses;
    base::TimePoint not_after;  // of the first one
  };

  void run();
  [[nodiscard]] std::optional<Card> wait_for_card();

  loop::EventLoop& loop_;
  Wires& wires_;
  std::shared_ptr<Told> told_;
  std::mutex mutex_;
  std::condition_variable comes_;
  std::optional<Card> card_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace portero::panel
