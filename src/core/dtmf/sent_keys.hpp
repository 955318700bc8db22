#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/dtmf/key.hpp"

namespace portero::dtmf {

// Keys that we press, as RTP events (RFC 4733 sections 2.3 and 2.5.1): one packet each packet time
// in the place of sound, the last of them three times, and sound before the next key.
class SentKeys {
 public:
  static constexpr std::size_t max_waiting = 32;
  static constexpr int packets_pressed = 5;  // 100 ms of 20 ms each
  static constexpr int packets_ending = 3;
  static constexpr int packets_between = 3;

  struct Packet {
    std::uint32_t rtp_timestamp;  // of the key's beginning
    bool begins;                  // the marker bit
    std::array<std::uint8_t, 4> payload;

    bool operator==(const Packet&) const = default;
  };

  // False where too many wait already.
  [[nodiscard]] bool press(Key key);
  void forget() { *this = {}; }
  // For the packet time that begins at `rtp_timestamp` and is `step` long; nullopt leaves it to the
  // sound.
  [[nodiscard]] std::optional<Packet> next(std::uint32_t rtp_timestamp, std::uint32_t step);

 private:
  std::deque<Key> waiting_;
  int packet_ = 0;  // of the first that waits; below 0, of the pause before it
  std::uint32_t began_ = 0;
  std::uint16_t duration_ = 0;
};

}  // namespace portero::dtmf
