#include "io/console/live.hpp"

#include <string_view>
#include <utility>

#include "io/console/operator_json.hpp"

namespace portero::console {
namespace {

// A browser that lost its stream comes again after this.
constexpr std::string_view retry = "retry: 2000\n\n";

}  // namespace

Live::Live(loop::EventLoop& loop, Now now, ReadyChanged ready_changed, Times times)
    : loop_(loop),
      now_(std::move(now)),
      times_(times),
      ready_changed_(std::move(ready_changed)),
      timer_(loop) {}

// Where the session's page comes again, its word counts in the place of the one before.
bool Live::add(Listener listener) {
  if (listeners_.size() == max_listeners) return false;
  const std::uint64_t id = ++last_;
  const http::Exchange exchange = listener.exchange;
  std::erase_if(broken_,
                [&](const auto& entry) { return entry.second.session == listener.session; });
  exchange.begin({.headers = {{"Content-Type", "text/event-stream"}}});
  if (exchange.is_over()) return true;
  exchange.keep();
  listeners_.emplace(id, std::move(listener));
  exchange.when_gone([this, id] { broke(id); });
  exchange.send(std::string{retry} + event_of(now_()));
  if (listeners_.size() == 1) timer_.start(times_.beat, [this] { beats(); });
  tell_ready();
  return true;
}

void Live::tell(const control::News& news) {
  if (listeners_.empty()) return;
  const std::string event = event_of(news);
  for (const auto& [id, listener] : std::map{listeners_}) listener.exchange.send(event);
}

// Whoever has been signed out hears no more, and is not ready.
void Live::beats() {
  if (!listeners_.empty()) tell(now_());
  for (const auto& [id, listener] : std::map{listeners_}) {
    if (!listener.exchange.is_over() && listener.may_listen()) continue;
    listener.exchange.end();
    listeners_.erase(id);
  }
  tell_ready();
  if (!listeners_.empty()) timer_.start(times_.beat, [this] { beats(); });
}

void Live::broke(std::uint64_t id) {
  const auto found = listeners_.find(id);
  if (found == listeners_.end()) return;
  const Listener listener = std::move(found->second);
  listeners_.erase(found);
  if (listener.ready.empty()) return;
  const auto broken =
      broken_.emplace(id, Broken{listener.session, listener.ready, loop::Timer{loop_}});
  broken.first->second.grace.start(times_.grace, [this, id] {
    broken_.erase(id);
    tell_ready();
  });
}

void Live::tell_ready() {
  std::vector<std::string> names;
  for (const auto& [id, broken] : broken_) names.push_back(broken.ready);
  for (const auto& [id, listener] : listeners_)
    if (!listener.ready.empty()) names.push_back(listener.ready);
  if (names == ready_) return;
  ready_ = std::move(names);
  ready_changed_(ready_);
}

}  // namespace portero::console
