#include "core/osdp/control_panel.hpp"

#include <algorithm>
#include <utility>

namespace portero::osdp {
namespace {

constexpr std::uint8_t red = 1;
constexpr std::uint8_t green = 2;
constexpr std::uint8_t answer_tenths = 30;

Frame command(Command code, Bytes data = {}) {
  return {.code = static_cast<std::uint8_t>(code), .data = std::move(data)};
}

std::optional<access::Bits> card_of(const Frame& reply) {
  constexpr std::size_t before_bits = 4;
  if (reply.data.size() < before_bits) return std::nullopt;
  const std::size_t length = reply.data[2] | static_cast<std::size_t>(reply.data[3]) << 8U;
  if (length > access::max_bits || reply.data.size() != before_bits + (length + 7) / 8)
    return std::nullopt;
  access::Bits bits{length};
  for (std::size_t i = 0; i < length; ++i)
    bits.set(i, (reply.data[before_bits + i / 8] >> (7 - i % 8) & 1) != 0);
  return bits;
}

}  // namespace

ControlPanel::Step ControlPanel::receive(base::ByteView bytes, base::TimePoint now) {
  Step step;
  reader_.receive(bytes, now);
  while (auto frame = reader_.next()) {
    if (!frame->is_reply || frame->address != config_.address || !asked_ ||
        frame->sequence != asked_->sequence)
      continue;
    // Only a refusal may be told plainly: the device may have lost the session.
    if (session_ && !frame->is(Reply::nak)) {
      auto opened = session_->open(*std::move(frame));
      if (!opened) {
        lose(now, step.events);
        continue;
      }
      frame = std::move(opened);
    }
    reply(*frame, now, step.events);
  }
  return step;
}

ControlPanel::Step ControlPanel::time_passed(base::TimePoint now, const Nonce& fresh) {
  Step step;
  if (due_ > now) return step;
  if (asked_ && tried_ >= tries) {
    lose(now, step.events);
    return step;
  }
  if (!asked_) {
    asked_ = next_command(fresh);
    asked_->address = config_.address;
    asked_->sequence = sequence_;
    sent_ = to_bytes(session_ ? session_->seal(*asked_) : *asked_);
    tried_ = 0;
  }
  ++tried_;
  due_ = now + reply_timeout;
  step.send = sent_;
  return step;
}

void ControlPanel::lose(base::TimePoint now, std::vector<panel::Event>& events) {
  if (phase_ != Phase::id) events.emplace_back(panel::Lost{});
  phase_ = Phase::id;
  sequence_ = 0;
  session_.reset();
  asked_.reset();
  due_ = now + look_again_after;
}

void ControlPanel::reply(const Frame& reply, base::TimePoint now,
                         std::vector<panel::Event>& events) {
  const Frame asked = std::exchange(asked_, std::nullopt).value_or(Frame{});
  sequence_ = static_cast<std::uint8_t>(asked.sequence % 3 + 1);
  due_ = now;
  if (reply.is(Reply::nak)) {
    const std::uint8_t why = reply.data.empty() ? std::uint8_t{0} : reply.data[0];
    events.emplace_back(panel::Refused{asked.code, why});
    if (asked.code != static_cast<std::uint8_t>(Command::led)) return lose(now, events);
  }
  switch (phase_) {
    case Phase::id:
      events.emplace_back(panel::Found{reply.data});
      phase_ = Phase::cap;
      return;
    case Phase::cap: phase_ = config_.key ? Phase::challenge : Phase::idle; return;
    case Phase::challenge:
      if (!take_cryptogram(reply)) return lose(now, events);
      phase_ = Phase::proof;
      return;
    case Phase::proof:
      if (!take_initial_mac(reply, events)) return lose(now, events);
      phase_ = installs_ ? Phase::key : Phase::idle;
      return;
    case Phase::key:
      events.emplace_back(panel::KeyGiven{});
      installs_ = false;
      session_.reset();
      phase_ = Phase::challenge;
      return;
    case Phase::idle:
    case Phase::answering: phase_ = Phase::polling; return;
    case Phase::polling:
      due_ = now + poll_interval;
      if (reply.is(Reply::raw)) take_card(reply, events);
      if (phase_ == Phase::answering) due_ = now;
      return;
  }
}

bool ControlPanel::take_cryptogram(const Frame& reply) {
  Nonce of_device{};
  constexpr std::size_t before_nonce = ClientId{}.size();
  if (!reply.is(Reply::ccrypt) || reply.data.size() != before_nonce + of_device.size() + 16)
    return false;
  const base::ByteView data{reply.data};
  std::ranges::copy(data.subspan(before_nonce, of_device.size()), of_device.begin());
  keys_ = session_keys(installs_ ? default_key : config_.key.value_or(default_key), drawn_);
  proof_ = server_cryptogram(keys_, drawn_, of_device);
  return same(data.last(16), client_cryptogram(keys_, drawn_, of_device));
}

bool ControlPanel::take_initial_mac(const Frame& reply, std::vector<panel::Event>& events) {
  const Block first = initial_mac(keys_, proof_);
  if (!reply.is(Reply::rmac_i) || !same(reply.data, first)) return false;
  session_.emplace(keys_, first);
  events.emplace_back(panel::Secured{installs_ ? Protection::default_key : Protection::own_key});
  return true;
}

void ControlPanel::take_card(const Frame& reply, std::vector<panel::Event>& events) {
  const auto bits = card_of(reply);
  if (!bits) return;
  events.emplace_back(panel::CardRead{*bits, config_.answer});
  shown_ = config_.answer;
  if (shown_ != access::PanelOutcome::silent) phase_ = Phase::answering;
}

Frame ControlPanel::next_command(const Nonce& fresh) {
  const auto of_handshake = [&](Command code, Scs scs, Bytes data) {
    Frame frame = command(code, std::move(data));
    const std::uint8_t which_key = installs_ ? 0 : 1;
    frame.security = SecurityBlock{static_cast<std::uint8_t>(scs), {which_key}};
    return frame;
  };
  switch (phase_) {
    case Phase::id: return command(Command::id, {0});
    case Phase::cap: return command(Command::cap, {0});
    case Phase::challenge:
      drawn_ = fresh;
      return of_handshake(Command::chlng, Scs::challenge, {fresh.begin(), fresh.end()});
    case Phase::proof:
      return of_handshake(Command::scrypt, Scs::server_cryptogram, {proof_.begin(), proof_.end()});
    case Phase::key: {
      const Key key = config_.key.value_or(default_key);
      Bytes data{1, static_cast<std::uint8_t>(key.size())};
      data.insert(data.end(), key.begin(), key.end());
      return command(Command::keyset, std::move(data));
    }
    case Phase::idle:
    case Phase::answering: return led();
    case Phase::polling: break;
  }
  return command(Command::poll);
}

// Red for ever, and over it, for 3 s, the answer to a card.
Frame ControlPanel::led() const {
  const std::uint8_t temporary = phase_ == Phase::answering ? 2 : 0;
  const std::uint8_t colour = shown_ == access::PanelOutcome::granted ? green : red;
  return command(Command::led, {0, 0, temporary, 1, 0, colour, 0, answer_tenths, 0,  //
                                1, 1, 0, red, 0});
}

}  // namespace portero::osdp
