#include "core/osdp/peripheral.hpp"

#include <algorithm>
#include <utility>

namespace portero::osdp {
namespace {

ClientId client_id(const Identity& identity) {
  ClientId id{};
  std::ranges::copy_n(to_bytes(identity).begin(), id.size(), id.begin());
  return id;
}

// 1, 2, 3, 1, ...
std::uint8_t after(std::uint8_t sequence) { return static_cast<std::uint8_t>(sequence % 3 + 1); }

bool is_handshake(const Frame& command) {
  return command.is(Command::chlng) || command.is(Command::scrypt);
}

void sooner(std::optional<base::Deadline>& deadline, std::optional<base::TimePoint> at,
            std::string_view reason) {
  if (at && (!deadline || *at < deadline->at)) deadline = base::Deadline{*at, reason};
}

}  // namespace

Peripheral::Peripheral(const Config& config)
    : config_(config), channel_(config.key, client_id(config.identity)) {}

Peripheral::Step Peripheral::receive(base::ByteView bytes, base::TimePoint now,
                                     const Nonce& fresh) {
  Step step{.events = time_passed(now)};
  Moment moment{now, fresh, step.events};
  reader_.receive(bytes, now);
  while (const auto frame = reader_.next()) {
    step.send.clear();
    if (frame->is_reply || (frame->address != config_.address && frame->address != broadcast))
      continue;
    if (!online()) step.events.emplace_back(CameOnline{});
    last_heard_ = now;
    step.send = reply_to(*frame, moment);
    if (!install_armed()) channel_.close_by_default_key();
    note_protection(step.events);
  }
  // Somebody else speaks already, or the panel asks again: a reply would fall into it.
  if (!reader_.empty()) step.send.clear();
  if (last_ && !step.send.empty() && step.send == last_->reply) last_->said = true;
  return step;
}

void Peripheral::not_said() {
  if (last_) last_->said = false;
}

Bytes Peripheral::reply_to(const Frame& command, Moment& moment) {
  if (command.sequence == 0)
    begin_anew(moment);
  else if (last_ && command.sequence == last_->command.sequence)
    return repeated(*last_, command);
  else if (!last_ || command.sequence != after(last_->command.sequence))
    return completed(std::unexpected{Nak::wrong_sequence}, command, false);

  Answer answer = opened(command);
  if (!answer || !has_heard_the_last(command))
    cards_.interrupted(moment.events);
  else if (cards_.confirmed(moment.events))
    says_.card_fetched(moment.now);
  if (answer)
    answer = is_permitted(command) ? obey(*answer, moment)
                                   : Answer{std::unexpected{Nak::security_wanted}};
  const bool has_card = answer && answer->code == static_cast<std::uint8_t>(Reply::raw);
  last_ = Exchange{command, completed(std::move(answer), command, true), has_card};
  return last_->reply;
}

// Whoever goes on by the next number has heard the reply before, if it was said. A handshake is no
// going on: its maker has lost the channel, or is somebody else.
bool Peripheral::has_heard_the_last(const Frame& command) const {
  return last_ && last_->said && !is_handshake(command);
}

// A reply that was lost is said again, but for a card that nobody is to have any more.
Bytes Peripheral::repeated(const Exchange& last, const Frame& command) {
  if (command != last.command)
    return completed(std::unexpected{Nak::wrong_sequence}, command, false);
  return last.has_card && !cards_.is_given() ? Bytes{} : last.reply;
}

void Peripheral::begin_anew(Moment& moment) {
  last_.reset();
  channel_.close();
  cards_.interrupted(moment.events);
}

Peripheral::Answer Peripheral::opened(const Frame& command) {
  if (!command.security) {
    // Who falls back to plain speech has lost the channel, or is somebody else.
    if (channel_.protection() == Protection::none) return command;
    channel_.close();
    return std::unexpected{Nak::security_wanted};
  }
  if ((command.is(Command::chlng) && command.security->is(Scs::challenge)) ||
      (command.is(Command::scrypt) && command.security->is(Scs::server_cryptogram)))
    return command;
  if (!command.mac) {
    channel_.close();
    return std::unexpected{Nak::security_block_unsupported};
  }
  if (auto plain = channel_.open(command)) return *std::move(plain);
  return std::unexpected{Nak::security_wanted};
}

Bytes Peripheral::completed(Answer answer, const Frame& command, bool sealed) {
  Frame reply = answer ? *std::move(answer)
                       : Frame{.code = static_cast<std::uint8_t>(Reply::nak),
                               .data = {static_cast<std::uint8_t>(answer.error())}};
  reply.address = command.address;
  reply.is_reply = true;
  reply.sequence = command.sequence;
  reply.check = command.check;
  if (sealed && !reply.security) reply = channel_.seal(std::move(reply));
  return to_bytes(reply);
}

std::vector<Event> Peripheral::offer(const Card& card, base::TimePoint now) {
  std::vector<Event> events = time_passed(now);
  cards_.offer(card, now, events);
  says_.card_offered();
  return events;
}

std::vector<Event> Peripheral::time_passed(base::TimePoint now) {
  std::vector<Event> events;
  if (armed_until_ && *armed_until_ <= now) {
    armed_until_.reset();
    channel_.close_by_default_key();
    note_protection(events);
  }
  cards_.time_passed(
      now, online() && needs_own_key() ? CardLoss::not_allowed : CardLoss::not_fetched, events);
  says_.time_passed(now, events);
  if (last_heard_ && now - *last_heard_ >= offline_after) {
    last_heard_.reset();
    last_.reset();
    channel_.close();
    cards_.interrupted(events);
    says_ = {};
    note_protection(events);
    events.emplace_back(WentOffline{});
  }
  return events;
}

std::optional<base::Deadline> Peripheral::next_deadline() const {
  std::optional<base::Deadline> deadline;
  sooner(deadline, cards_.next_deadline(), "a card is fetched too late");
  sooner(deadline, says_.next_deadline(), "the panel's light or output ends");
  sooner(deadline, armed_until_, "install mode ends");
  if (last_heard_) sooner(deadline, *last_heard_ + offline_after, "the panel is silent");
  return deadline;
}

void Peripheral::note_protection(std::vector<Event>& events) {
  const Protection protection = channel_.protection();
  if (std::exchange(told_protection_, protection) != protection)
    events.emplace_back(ProtectionChanged{protection});
}

}  // namespace portero::osdp
