#include "io/phone/phone.hpp"

#include <algorithm>
#include <malloc.h>

#include "io/phone/entropy.hpp"

namespace portero::phone {

Phone::Phone(loop::EventLoop& loop, PhoneSettings settings, Handler handler)
    : loop_(loop),
      settings_(std::move(settings)),
      handler_(std::move(handler)),
      resolver_(loop, settings_.dns),
      locator_(loop, resolver_),
      timer_(loop),
      user_agent_(sip::SessionConfig{}) {
  if (settings_.account) registration_.emplace(*settings_.account);
}

std::expected<std::unique_ptr<Phone>, std::string> Phone::open(loop::EventLoop& loop,
                                                               PhoneSettings settings,
                                                               Handler handler) {
  std::unique_ptr<Phone> phone{new Phone{loop, std::move(settings), std::move(handler)}};
  Phone* const self = phone.get();
  auto transport =
      Transport::open(loop, self->settings_.transport, [self](const TransportEvent& event) {
        std::visit([self](const auto& what) { self->on(what); }, event);
        self->work();
      });
  if (!transport) return std::unexpected{std::move(transport.error())};
  phone->transport_ = *std::move(transport);
  auto watch = net::OwnAddressWatch::start(loop, [self] { self->network_changed(); });
  if (watch) phone->addresses_.emplace(*std::move(watch));
  return phone;
}

void Phone::start() {
  registration_input(sip::registration::Started{});
  work();
}

std::optional<base::TimePoint> Phone::renewal() const {
  const auto next = flow_ && registration_ ? registration_->next_deadline() : std::nullopt;
  return next ? std::optional{next->at} : std::nullopt;
}

void Phone::stop() {
  next_settings_.reset();
  registration_input(sip::registration::Stopped{});
  if (!registration_) loop_.post([this] { handler_(SignedOff{}); });
  work();
}

sip::SessionId Phone::call(const sip::PlaceCall& call) {
  user_agent_.configure(config_towards(call.target));
  sip::UserAgentActions actions;
  const auto session = user_agent_.call(call, entropy(), loop_.now(), actions);
  add(std::move(actions));
  work();
  return session;
}

void Phone::tell(sip::SessionId session, const sip::SessionInput& command) {
  sip::UserAgentActions actions;
  user_agent_.handle(session, command, loop_.now(), actions);
  add(std::move(actions));
  work();
}

// In the order in which it was wanted: what follows from an action comes after those that were
// wanted together with it.
void Phone::work() {
  if (working_) return;
  working_ = true;
  while (!work_.empty()) {
    const Work next = std::move(work_.front());
    work_.pop_front();
    std::visit(
        [this](const auto& of) { std::visit([this](const auto& what) { this->on(what); }, of); },
        next);
  }
  working_ = false;
  close_unused_connections();
  give_memory_back();
  await_deadline();
}

// What a storm of requests took stays with the allocator, in pages that are free but for a few
// bytes each. They go back to the system as it passes, and once more when nothing is left of it:
// the last of its transactions lie scattered, too.
void Phone::give_memory_back() {
  most_transactions_ = std::max(most_transactions_, transactions_.size());
  after_storm_ = after_storm_ || most_transactions_ >= storm;
  if (!after_storm_ || transactions_.size() > most_transactions_ / 8) return;
  malloc_trim(0);
  most_transactions_ = transactions_.size();
  after_storm_ = most_transactions_ > 0;
}

void Phone::forget(sip::SessionId session) {
  peers_.erase(session);
  const auto first = outgoing_.lower_bound({session, sip::RequestId{0}});
  auto last = first;
  while (last != outgoing_.end() && last->first.first == session) {
    const auto& attempt = last->second.attempt;
    if (attempt) owners_.erase(attempt->transaction);
    ++last;
  }
  outgoing_.erase(first, last);
}

std::optional<base::TimePoint> Phone::next_deadline() const {
  std::optional<base::TimePoint> next = transactions_.next_deadline();
  const auto earlier = [&](const std::optional<base::TimePoint>& other) {
    if (other && (!next || *other < *next)) next = other;
  };
  const auto at = [](const std::optional<base::Deadline>& deadline) {
    return deadline ? std::optional{deadline->at} : std::nullopt;
  };
  earlier(at(user_agent_.next_deadline()));
  if (registration_) earlier(at(registration_->next_deadline()));
  if (flow_) earlier(at(flow_->keep_alive.next_deadline()));
  for (const auto& [key, request] : outgoing_) earlier(request.silent_until);
  return next;
}

void Phone::await_deadline() {
  const auto next = next_deadline();
  if (!next) return timer_.cancel();
  timer_.start_at(*next, [this] { time_passed(); });
}

void Phone::time_passed() {
  const base::TimePoint now = loop_.now();
  sip::TransactionActions transactions;
  transactions_.time_passed(now, transactions);
  add(std::move(transactions));
  sip::UserAgentActions sessions;
  user_agent_.time_passed(now, sessions);
  add(std::move(sessions));
  registration_input(sip::registration::TimePassed{});
  if (flow_) add(flow_->keep_alive.time_passed(now, random_word()));
  leave_silent_servers();
  work();
}

const std::vector<base::Endpoint>& Phone::listening() const { return transport_->listening(); }

}  // namespace portero::phone
