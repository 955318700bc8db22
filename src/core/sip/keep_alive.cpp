#include "core/sip/keep_alive.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace portero::sip {
namespace {

StunTransactionId random_transaction(base::Dice& dice) {
  StunTransactionId id{};
  for (std::uint8_t& byte : id) byte = static_cast<std::uint8_t>(dice.next());
  return id;
}

}  // namespace

KeepAlive::KeepAlive(Transport transport, bool promised, std::uint32_t flow_timer,
                     base::TimePoint now, std::uint64_t random, const KeepAliveTimes& times)
    : transport_(transport), times_(times), answers_(promised) {
  const bool datagrams = transport == Transport::udp;
  shortest_ = datagrams ? times.shortest_datagram_interval : times.shortest_stream_interval;
  longest_ = datagrams ? times.longest_datagram_interval : times.longest_stream_interval;
  if (flow_timer > 0) {
    // RFC 5626 section 4.4: at random between 80 and 100 per cent of it.
    const base::Duration wanted = std::chrono::seconds(flow_timer);
    longest_ = std::clamp(wanted, times.shortest_flow_timer, longest_);
    shortest_ = longest_ / 5 * 4;
  }
  base::Dice dice{random};
  watch(now, dice);
}

void KeepAlive::rest(base::TimePoint now, base::Dice& dice) {
  state_ = Idle{now + dice.between(shortest_, longest_)};
}

void KeepAlive::watch(base::TimePoint now, base::Dice& dice) {
  const base::Duration longest = std::min(longest_, times_.longest_watch_interval);
  const base::Duration shortest = std::min(longest, times_.shortest_watch_interval);
  state_ = Idle{now + dice.between(shortest, longest)};
}

void KeepAlive::pong_received(base::TimePoint now, std::uint64_t random) {
  if (std::holds_alternative<Silent>(state_) || transport_ == Transport::udp) return;
  answers_ = true;
  base::Dice dice{random};
  watch(now, dice);
}

KeepAliveActions KeepAlive::stun_received(const StunBinding& answer, base::TimePoint now,
                                          std::uint64_t random) {
  const auto* asked = std::get_if<AwaitingStun>(&state_);
  const bool is_answer = answer.kind == StunClass::success || answer.kind == StunClass::error;
  if (!asked || !is_answer || answer.transaction != asked->transaction) return {};
  answers_ = true;
  base::Dice dice{random};
  watch(now, dice);
  if (!answer.mapped) return {};
  const bool moved = mapped_ && mapped_ != answer.mapped;
  mapped_ = answer.mapped;
  return moved ? KeepAliveActions{MappingMoved{*answer.mapped}} : KeepAliveActions{};
}

KeepAliveActions KeepAlive::time_passed(base::TimePoint now, std::uint64_t random) {
  base::Dice dice{random};
  return std::visit(base::overloaded{
                        [&](const Idle& idle) {
                          if (now < idle.until) return KeepAliveActions{};
                          const bool stun = transport_ == Transport::udp && knows_stun_;
                          return stun ? ask_stun(now, dice) : ping(now, dice);
                        },
                        [&](const AwaitingPong& pong) {
                          return now < pong.until ? KeepAliveActions{} : unanswered(now, dice);
                        },
                        [&](const AwaitingStun& stun) { return while_awaiting(stun, now, dice); },
                        [](const Silent&) { return KeepAliveActions{}; },
                    },
                    state_);
}

KeepAliveActions KeepAlive::ping(base::TimePoint now, base::Dice& dice) {
  if (answers_ && transport_ != Transport::udp)
    state_ = AwaitingPong{now + times_.pong_limit};
  else
    rest(now, dice);
  return {SendPing{}};
}

KeepAliveActions KeepAlive::ask_stun(base::TimePoint now, base::Dice& dice) {
  const AwaitingStun stun{.until = now + (answers_ ? times_.pong_limit : times_.tentative_limit),
                          .repeat = now + times_.first_stun_pause,
                          .pause = times_.first_stun_pause,
                          .requests = 1,
                          .transaction = random_transaction(dice)};
  state_ = stun;
  return {SendStun{{.kind = StunClass::request, .transaction = stun.transaction}}};
}

KeepAliveActions KeepAlive::while_awaiting(AwaitingStun stun, base::TimePoint now,
                                           base::Dice& dice) {
  if (now >= stun.until) return unanswered(now, dice);
  if (now < stun.repeat) return {};
  stun.pause *= 2;
  const bool last = ++stun.requests == max_stun_requests;
  stun.repeat = last ? stun.until : now + stun.pause;
  state_ = stun;
  return {SendStun{{.kind = StunClass::request, .transaction = stun.transaction}}};
}

KeepAliveActions KeepAlive::unanswered(base::TimePoint now, base::Dice& dice) {
  if (answers_) {
    state_ = Silent{};
    return {FlowSilent{}};
  }
  knows_stun_ = false;
  return ping(now, dice);
}

std::optional<base::Deadline> KeepAlive::next_deadline() const {
  using At = std::optional<base::Deadline>;
  return std::visit(base::overloaded{
                        [](const Idle& idle) { return At{{idle.until, "keep the flow alive"}}; },
                        [](const AwaitingPong& pong) { return At{{pong.until, "no pong"}}; },
                        [](const AwaitingStun& stun) {
                          return At{{std::min(stun.until, stun.repeat), "no answer to STUN"}};
                        },
                        [](const Silent&) { return At{}; },
                    },
                    state_);
}

}  // namespace portero::sip
