#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/control/operator_message.hpp"
#include "io/http/exchange.hpp"
#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"

namespace portero::console {

// Browsers that are told of each change as it comes (server-sent events, WHATWG HTML 9.2), and who
// among their people is ready to answer.
class Live {
 public:
  static constexpr std::size_t max_listeners = 32;
  static constexpr base::Duration usual_beat = std::chrono::seconds{10};

  // The names of all who are ready, whenever they change.
  using ReadyChanged = std::function<void(const std::vector<std::string>& names)>;

  // With each beat all are told something, and whoever may listen no more is left.
  Live(loop::EventLoop& loop, ReadyChanged ready_changed, base::Duration beat = usual_beat)
      : beat_(beat), ready_changed_(std::move(ready_changed)), timer_(loop) {}
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  struct Listener {
    http::Exchange exchange;
    std::function<bool()> may_listen;  // still
    std::string ready{};               // the name; empty where nobody there is ready
  };
  // False where too many listen.
  [[nodiscard]] bool add(Listener listener, const control::Status& now);
  void tell(const control::News& news);

 private:
  void beats();
  void forget(std::uint64_t id);
  void tell_ready();

  base::Duration beat_;
  ReadyChanged ready_changed_;
  loop::Timer timer_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Listener> listeners_;
  std::vector<std::string> ready_;
};

}  // namespace portero::console
