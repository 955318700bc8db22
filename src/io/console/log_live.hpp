#pragma once

#include <cstdint>
#include <functional>
#include <list>

#include "io/http/exchange.hpp"
#include "io/log/log.hpp"
#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"

namespace portero::console {

// Pages that are told each line of the station's log as it comes, after those that are kept.
class LogLive {
 public:
  static constexpr std::size_t max_listeners = 8;
  // All hear at least so often that the station is there, and whoever may listen no more is left.
  static constexpr base::Duration default_beat = std::chrono::seconds{10};

  // The log outlives it, and is followed by nobody else.
  LogLive(loop::EventLoop& loop, log::Log& log, base::Duration beat);
  ~LogLive();
  LogLive(const LogLive&) = delete;
  LogLive& operator=(const LogLive&) = delete;

  struct Listener {
    http::Exchange exchange;
    std::function<bool()> may_listen;  // still
  };
  // False where too many listen.
  [[nodiscard]] bool add(Listener listener);

 private:
  void came();
  void tell();
  void beats();
  void leave_those_who_are_gone();

  log::Log& log_;
  base::Duration beat_;
  loop::Timer beats_;
  loop::Timer soon_;
  bool is_due_ = false;
  std::uint64_t told_ = 0;  // the number of the last line
  std::list<Listener> listeners_;
};

}  // namespace portero::console
