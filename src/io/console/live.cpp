#include "io/console/live.hpp"

#include <string_view>
#include <utility>

#include "io/console/operator_json.hpp"

namespace portero::console {
namespace {

// A browser that lost its stream comes again after this.
constexpr std::string_view retry = "retry: 2000\n\n";
constexpr std::string_view nothing = ":\n\n";

}  // namespace

bool Live::add(Listener listener, const control::Status& now) {
  if (listeners_.size() == max_listeners) return false;
  const std::uint64_t id = ++last_;
  const http::Exchange exchange = listener.exchange;
  listeners_.emplace(id, std::move(listener));
  exchange.begin({.headers = {{"Content-Type", "text/event-stream"}}});
  exchange.when_gone([this, id] { forget(id); });
  exchange.send(std::string{retry} + event_of(now));
  if (listeners_.size() == 1) timer_.start(beat_, [this] { beats(); });
  tell_ready();
  return true;
}

void Live::tell(const control::News& news) {
  if (listeners_.empty()) return;
  const std::string event = event_of(news);
  for (const auto& [id, listener] : std::map{listeners_}) listener.exchange.send(event);
}

// Whoever has been signed out hears no more.
void Live::beats() {
  for (const auto& [id, listener] : std::map{listeners_}) {
    if (!listener.exchange.is_over() && listener.may_listen()) {
      listener.exchange.send(nothing);
      continue;
    }
    listener.exchange.end();
    forget(id);
  }
  if (!listeners_.empty()) timer_.start(beat_, [this] { beats(); });
}

void Live::forget(std::uint64_t id) {
  if (listeners_.erase(id) > 0) tell_ready();
}

void Live::tell_ready() {
  std::vector<std::string> names;
  for (const auto& [id, listener] : listeners_)
    if (!listener.ready.empty()) names.push_back(listener.ready);
  if (names == ready_) return;
  ready_ = std::move(names);
  ready_changed_(ready_);
}

}  // namespace portero::console
