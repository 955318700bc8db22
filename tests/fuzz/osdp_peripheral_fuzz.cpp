// The input are frames without their frame: how many bytes, address, control byte, then those
// bytes; header and check are made right, so that what is inside is looked at. A device that holds
// cards and has its install mode armed says nothing but replies, each card at most once but for
// repeating the reply, and none outside of the channel that it needs.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "base/assert.hpp"
#include "core/osdp/check.hpp"
#include "core/osdp/peripheral.hpp"

namespace {

using namespace portero;

constexpr std::uint8_t cards = 3;

// Each card has as many ones as its number, from its left.
access::Bits card(std::uint8_t number) {
  access::Bits bits{26};
  for (std::size_t i = 0; i < number; ++i) bits.set(i, true);
  return bits;
}

// What became of each card, as events and replies tell it.
class Cards {
 public:
  void told(const std::vector<osdp::Event>& events) {
    for (const osdp::Event& event : events) {
      if (const auto* const read = std::get_if<osdp::CardFetched>(&event)) end(read->command);
      if (const auto* const lost = std::get_if<osdp::CardLost>(&event)) end(lost->command);
    }
  }
  void given(const osdp::Frame& reply, const osdp::Bytes& bytes) {
    if (reply.security) return;  // encrypted
    const auto number = static_cast<std::size_t>(std::popcount(reply.data.at(4)));
    PORTERO_ASSERT(!ended_.at(number), "no card is given that was read or lost");
    PORTERO_ASSERT(given_.at(number).empty() || given_.at(number) == bytes,
                   "a card is given once, or repeated as it was");
    given_.at(number) = bytes;
  }
  [[nodiscard]] bool all_ended() const {
    return std::ranges::all_of(ended_, [](bool ended) { return ended; });
  }

 private:
  void end(access::CommandId command) {
    PORTERO_ASSERT(!std::exchange(ended_.at(command.value()[0]), true),
                   "each card is fetched or lost, once");
  }

  std::array<bool, cards> ended_{};
  std::array<osdp::Bytes, cards> given_{};
};

osdp::Bytes framed(std::uint8_t address, std::uint8_t control, base::ByteView inside) {
  const bool by_crc = (control & 4U) != 0;
  const std::size_t size = osdp::header_bytes + inside.size() + (by_crc ? 2 : 1);
  osdp::Bytes bytes{osdp::start_of_message, address, static_cast<std::uint8_t>(size),
                    static_cast<std::uint8_t>(size >> 8U), control};
  bytes.insert(bytes.end(), inside.begin(), inside.end());
  if (!by_crc) {
    bytes.push_back(osdp::checksum(bytes));
    return bytes;
  }
  const std::uint16_t check = osdp::crc(bytes);
  bytes.push_back(static_cast<std::uint8_t>(check));
  bytes.push_back(static_cast<std::uint8_t>(check >> 8U));
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::ByteReader input{{data, size}};
  base::TimePoint now{};
  const bool required = size % 2 == 0;
  const bool keyed = size % 3 == 0;
  osdp::Peripheral device{{.secure_channel_required = required,
                           .key = keyed ? std::optional{osdp::Key{1, 2, 3}} : std::nullopt}};
  device.arm_install(now + std::chrono::hours(1));
  Cards held;
  for (std::uint8_t i = 0; i < cards; ++i)
    held.told(device.offer({access::CommandId{{i}}, card(i)}, now));
  while (!input.empty()) {
    const std::size_t length = input.u8().value_or(0);
    const std::uint8_t address = input.u8().value_or(0);
    const std::uint8_t control = input.u8().value_or(0);
    const base::ByteView rest = input.rest();
    const auto inside = input.bytes(std::min(length, rest.size()));
    now += std::chrono::milliseconds(length);
    const auto step = device.receive(framed(address, control, *inside), now, osdp::Nonce{});
    held.told(step.events);
    if (step.send.empty()) continue;
    const auto reply = osdp::parse_frame(step.send);
    PORTERO_ASSERT(reply && reply->is_reply, "only replies are said");
    if (!reply->is(osdp::Reply::raw)) continue;
    PORTERO_ASSERT((!required && !keyed) || device.protection() == osdp::Protection::own_key,
                   "no card is given outside of the channel that it needs");
    held.given(*reply, step.send);
  }
  held.told(device.time_passed(now + std::chrono::minutes(1)));
  PORTERO_ASSERT(held.all_ended(), "each card is fetched or lost");
  return 0;
}
