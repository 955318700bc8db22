#include "io/console/log_live.hpp"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace portero::console {
namespace {

namespace json = boost::json;

// Lines come in bursts: those of one burst are told together.
constexpr base::Duration burst = std::chrono::milliseconds{100};

std::string event_of(const std::deque<log::Entry>& kept, std::uint64_t after) {
  json::array lines;
  for (const log::Entry& entry : kept) {
    if (entry.number <= after) continue;
    lines.push_back(json::object{{"number", entry.number},
                                 {"at_ms", entry.at.time_since_epoch().count()},
                                 {"level", log::name(entry.level)},
                                 {"text", entry.text}});
  }
  return "event: lines\ndata: " + json::serialize(lines) + "\n\n";
}

}  // namespace

LogLive::LogLive(loop::EventLoop& loop, log::Log& log, base::Duration beat)
    : log_(log), beat_(beat), beats_(loop), soon_(loop) {
  log_.follow([this] { came(); });
}

LogLive::~LogLive() { log_.follow({}); }

bool LogLive::add(Listener listener) {
  leave_those_who_are_gone();
  if (listeners_.size() == max_listeners) return false;
  const http::Exchange exchange = listener.exchange;
  exchange.begin({.headers = {{"Content-Type", "text/event-stream"}}});
  if (exchange.is_over()) return true;
  exchange.keep();
  tell();
  listeners_.push_back(std::move(listener));
  exchange.send(event_of(log_.kept(), 0));
  told_ = log_.kept().empty() ? told_ : log_.kept().back().number;
  if (listeners_.size() == 1) beats_.start(beat_, [this] { beats(); });
  return true;
}

void LogLive::came() {
  if (listeners_.empty() || std::exchange(is_due_, true)) return;
  soon_.start(burst, [this] { tell(); });
}

void LogLive::tell() {
  if (!std::exchange(is_due_, false)) return;
  soon_.cancel();
  const std::string event = event_of(log_.kept(), told_);
  told_ = log_.kept().back().number;
  for (const Listener& listener : listeners_) listener.exchange.send(event);
}

void LogLive::beats() {
  leave_those_who_are_gone();
  for (const Listener& listener : listeners_) listener.exchange.send(": still here\n\n");
  if (!listeners_.empty()) beats_.start(beat_, [this] { beats(); });
}

void LogLive::leave_those_who_are_gone() {
  std::erase_if(listeners_, [](const Listener& listener) {
    if (!listener.exchange.is_over() && listener.may_listen()) return false;
    listener.exchange.end();
    return true;
  });
}

}  // namespace portero::console
