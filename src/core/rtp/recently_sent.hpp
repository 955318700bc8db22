#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "base/time.hpp"
#include "core/rtp/header.hpp"

namespace portero::rtp {

// Shared by all streams that carry it.
using Payload = std::shared_ptr<const Bytes>;

// The packets of one source that may be wanted again, without headers.
class RecentlySent {
 public:
  struct Packet {
    std::uint16_t sequence_number = 0;
    bool marker = false;
    std::uint32_t timestamp = 0;
    base::TimePoint at{};  // it was sent
    Payload payload;
    std::optional<base::TimePoint> repeated{};  // last
  };

  // A browser asks within two round trips; what comes later is a picture that stood for so long.
  static constexpr base::Duration max_age = std::chrono::milliseconds{1500};
  static constexpr std::size_t max_packets = 1024;
  // Browsers ask again each 20 ms, or each round trip where that is longer.
  static constexpr base::Duration least_between_repeats = std::chrono::milliseconds{10};

  // In the order of their numbers.
  void add(Packet packet);
  // Nullptr when it is too old, never was, or was repeated just now; until the next is added.
  [[nodiscard]] Packet* find(std::uint16_t sequence_number, base::TimePoint now);
  [[nodiscard]] std::size_t size() const { return packets_.size(); }

 private:
  std::deque<Packet> packets_;
};

}  // namespace portero::rtp
