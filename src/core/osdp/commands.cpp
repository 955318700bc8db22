#include <algorithm>
#include <utility>

#include "core/osdp/peripheral.hpp"

// What each command of the panel does, and its reply (SIA OSDP v2.2, 6 and 7).
namespace portero::osdp {
namespace {

Frame reply(Reply code, Bytes data = {}) {
  return {.code = static_cast<std::uint8_t>(code), .data = std::move(data)};
}

Bytes raw_card(const access::Bits& bits) {
  constexpr std::uint8_t reader = 0;
  constexpr std::uint8_t bits_as_they_are = 0;
  Bytes data{reader, bits_as_they_are, static_cast<std::uint8_t>(bits.size()),
             static_cast<std::uint8_t>(bits.size() >> 8U)};
  const base::ByteView bytes = bits.bytes();
  data.insert(data.end(), bytes.begin(), bytes.end());
  return data;
}

}  // namespace

// Once there is a key, also where it is not required: whoever spoke plainly instead could read a
// card and say that it was granted.
bool Peripheral::needs_own_key() const {
  return (config_.secure_channel_required || channel_.has_key()) &&
         channel_.protection() != Protection::own_key;
}

// Until then, a panel may only ask who is there and whether it can have a channel (ID and CAP), and
// establish it; and poll where that is not required. The default key is for KEYSET alone.
bool Peripheral::is_permitted(const Frame& command) const {
  if (!needs_own_key() || command.is(Command::chlng) || command.is(Command::scrypt) ||
      command.is(Command::id) || command.is(Command::cap))
    return true;
  const bool by_default_key = channel_.protection() == Protection::default_key;
  if (command.is(Command::poll)) return by_default_key || !config_.secure_channel_required;
  return by_default_key && command.is(Command::keyset);
}

Peripheral::Answer Peripheral::obey(const Frame& command, Moment& moment) {
  const auto taken = [](bool fits) {
    return fits ? Answer{reply(Reply::ack)} : std::unexpected{Nak::wrong_length};
  };
  switch (static_cast<Command>(command.code)) {
    case Command::poll: return poll();
    case Command::id: return reply(Reply::pdid, to_bytes(config_.identity));
    case Command::cap: return capabilities();
    case Command::lstat: return reply(Reply::lstatr, {0, 0});  // no tamper, and power
    case Command::istat: return reply(Reply::istatr);          // there are no inputs
    case Command::ostat:
      return reply(Reply::ostatr, {static_cast<std::uint8_t>(says_.output_active() ? 1 : 0)});
    case Command::rstat: return reply(Reply::rstatr, {0});
    case Command::led: return taken(says_.led(command.data, moment.now, moment.events));
    case Command::out: return taken(says_.out(command.data, moment.now, moment.events));
    case Command::buz: {
      const bool fits = command.data.size() == 5;
      if (fits && command.data[0] == 0)
        moment.events.emplace_back(BuzzerSounded{command.data[1] > 1});
      return taken(fits);
    }
    case Command::text: return show_text(command, moment);
    case Command::comset:
      return command.data.size() == 5 ? communication() : std::unexpected{Nak::wrong_length};
    case Command::keyset: return set_key(command, moment);
    case Command::chlng:
    case Command::scrypt: return shake_hands(command, moment);
    // No reply of ours is longer than any panel takes, nothing is ever aborted, and the channel
    // needs nothing to stay.
    case Command::acurxsize:
    case Command::keepactive: return taken(command.data.size() == 2);
    case Command::abort: return reply(Reply::ack);
  }
  return std::unexpected{Nak::unknown_command};
}

Peripheral::Answer Peripheral::poll() {
  const auto bits = needs_own_key() ? std::nullopt : cards_.give();
  return bits ? reply(Reply::raw, raw_card(*bits)) : reply(Reply::ack);
}

// Function, level, number. Buzzer and text are taken, and not claimed: nothing here sounds or shows
// them.
Peripheral::Answer Peripheral::capabilities() const {
  constexpr std::uint8_t low = max_frame_bytes & 0xffU;
  constexpr std::uint8_t high = max_frame_bytes >> 8U;
  const std::uint8_t default_key_now = install_armed() ? 1 : 0;
  return reply(Reply::pdcap, {1,  0,   0,                // no inputs
                              2,  3,   1,                // an output, for a time too
                              3,  1,   0,                // cards as bits
                              4,  4,   1,                // an LED of three colours, for a time too
                              5,  0,   0,                // no buzzer
                              6,  0,   0,                // no text
                              8,  1,   0,                // CRC
                              9,  1,   default_key_now,  // AES-128
                              10, low, high,             // the longest frame that is received
                              11, low, high,             // and nothing longer in parts
                              13, 0,   1,                // a reader
                              16, 2,   0});              // SIA OSDP v2.2
}

Peripheral::Answer Peripheral::shake_hands(const Frame& command, const Moment& moment) {
  return command.is(Command::chlng) ? channel_.challenged(command, moment.fresh, install_armed())
                                    : channel_.proven(command);
}

// The key is not taken from where others could read it.
Peripheral::Answer Peripheral::set_key(const Frame& command, Moment& moment) {
  constexpr std::uint8_t base_key = 1;
  Key key{};
  if (!command.security || !command.security->is(Scs::encrypted_command))
    return std::unexpected{Nak::security_wanted};
  if (command.data.size() != 2 + key.size()) return std::unexpected{Nak::wrong_length};
  if (command.data[0] != base_key || command.data[1] != key.size())
    return std::unexpected{Nak::cannot_process};
  std::ranges::copy(base::ByteView{command.data}.subspan(2), key.begin());
  if (key == default_key) return std::unexpected{Nak::cannot_process};
  channel_.use(key);
  armed_until_.reset();
  moment.events.emplace_back(KeySet{key});
  return reply(Reply::ack);
}

// Reader, kind, time, row, column, length.
Peripheral::Answer Peripheral::show_text(const Frame& command, Moment& moment) {
  constexpr std::size_t before_text = 6;
  if (command.data.size() < before_text || command.data.size() != before_text + command.data[5])
    return std::unexpected{Nak::wrong_length};
  const base::ByteView text = base::ByteView{command.data}.subspan(before_text);
  std::string shown;
  for (const std::uint8_t byte : text)
    shown += byte >= ' ' && byte <= '~' ? static_cast<char>(byte) : ' ';
  if (command.data[0] == 0) moment.events.emplace_back(TextShown{std::move(shown)});
  return reply(Reply::ack);
}

// COMSET is refused, as the protocol has it, by telling what stays: address and baud rate are
// settings of whoever runs the station, which a message on the line must not put out of step.
Peripheral::Answer Peripheral::communication() const {
  Bytes data{config_.address};
  for (unsigned shift = 0; shift < 32; shift += 8)
    data.push_back(static_cast<std::uint8_t>(config_.baud >> shift));
  return reply(Reply::com, std::move(data));
}

}  // namespace portero::osdp
