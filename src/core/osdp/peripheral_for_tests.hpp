#pragma once

#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "core/osdp/peripheral.hpp"

namespace portero::osdp {

inline const access::CommandId first_command{{1}};
inline const access::CommandId second_command{{2}};
// H10301 of facility 1 and card 2: 26 bits.
inline const access::Bits card_bits = *access::Bits::from_text("00000000100000000000000100");

// A panel's hand on the line of one peripheral device.
struct PeripheralTest : testing::Test {
  using Events = std::vector<Event>;

  // The reply to a frame that is sent as it is.
  std::optional<Frame> send(const Frame& frame) {
    Peripheral::Step step = device.receive(to_bytes(frame), now, fresh);
    events.insert(events.end(), step.events.begin(), step.events.end());
    if (step.send.empty()) return std::nullopt;
    return parse_frame(step.send).value();
  }

  // The next command, plain.
  Frame next(Command code, Bytes data = {}) {
    const Frame frame{.address = address,
                      .sequence = sequence,
                      .code = static_cast<std::uint8_t>(code),
                      .data = std::move(data)};
    sequence = static_cast<std::uint8_t>(sequence % 3 + 1);
    return frame;
  }
  std::optional<Frame> ask(Command code, Bytes data = {}) {
    return send(next(code, std::move(data)));
  }

  void wait(base::Duration duration) {
    now += duration;
    const Events passed = device.time_passed(now);
    events.insert(events.end(), passed.begin(), passed.end());
  }

  void offer(access::CommandId command) {
    const Events told = device.offer({command, card_bits}, now);
    events.insert(events.end(), told.begin(), told.end());
  }

  Events told() { return std::exchange(events, {}); }

  // Lit for 3 s, or for ever.
  static Bytes temporary_led(Colour colour) {
    return {0, 0, 2, 1, 0, static_cast<std::uint8_t>(colour), 0, 30, 0, 0, 0, 0, 0, 0};
  }
  static Bytes permanent_led(Colour colour) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, static_cast<std::uint8_t>(colour), 0};
  }

  std::uint8_t address = 5;
  Config config{.address = 5};
  Peripheral device{config};
  base::TimePoint now{std::chrono::hours{1}};
  Nonce fresh{0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68};
  std::uint8_t sequence = 0;
  Events events;
};

MATCHER_P(IsReply, code, "") { return arg && arg->is(code); }
MATCHER_P(IsNak, why, "") {
  return arg && arg->is(Reply::nak) && arg->data == Bytes{static_cast<std::uint8_t>(why)};
}

}  // namespace portero::osdp
