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

  // The names of all who are ready, whenever they change.
  using ReadyChanged = std::function<void(const std::vector<std::string>& names)>;

  struct Times {
    // All are told how it is, with the time, and whoever may listen no more is left.
    base::Duration beat = std::chrono::seconds{10};
    // Whose stream breaks is ready for so long: a page comes again within some seconds.
    base::Duration grace = std::chrono::seconds{6};
  };
  using Now = std::function<control::Status()>;

  Live(loop::EventLoop& loop, Now now, ReadyChanged ready_changed, Times times);
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  struct Listener {
    http::Exchange exchange;
    std::string session;               // of whom
    std::function<bool()> may_listen;  // still
    std::string ready{};               // the name; empty where nobody there is ready
  };
  // False where too many listen.
  [[nodiscard]] bool add(Listener listener);
  void tell(const control::News& news);

 private:
  struct Broken {
    std::string session;
    std::string ready;
    loop::Timer grace;
  };

  void beats();
  void broke(std::uint64_t id);
  void tell_ready();

  loop::EventLoop& loop_;
  Now now_;
  Times times_;
  ReadyChanged ready_changed_;
  loop::Timer timer_;
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, Listener> listeners_;
  std::map<std::uint64_t, Broken> broken_;
  std::vector<std::string> ready_;
};

}  // namespace portero::console
