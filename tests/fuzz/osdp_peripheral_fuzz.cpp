// The input are frames without their frame: how many bytes, address, control byte, then those
// bytes; header and check are made right, so that what is inside is looked at. A device that holds
// cards and has its install mode armed says nothing but replies, and each card at most once.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "base/assert.hpp"
#include "core/osdp/check.hpp"
#include "core/osdp/peripheral.hpp"

namespace {

using namespace portero;

constexpr std::uint64_t cards = 3;

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
  osdp::Peripheral device{{.secure_channel_required = size % 2 == 0}};
  device.arm_install(now + std::chrono::hours(1));
  std::size_t fetched_or_lost = 0;
  const auto count = [&](const std::vector<osdp::Event>& events) {
    for (const osdp::Event& event : events)
      if (std::holds_alternative<osdp::CardFetched>(event) ||
          std::holds_alternative<osdp::CardLost>(event))
        ++fetched_or_lost;
  };
  for (std::uint8_t i = 0; i < cards; ++i)
    count(device.offer({access::CommandId{{i}}, access::Bits{26}}, now));
  while (!input.empty()) {
    const std::size_t length = input.u8().value_or(0);
    const std::uint8_t address = input.u8().value_or(0);
    const std::uint8_t control = input.u8().value_or(0);
    const base::ByteView rest = input.rest();
    const auto inside = input.bytes(std::min(length, rest.size()));
    now += std::chrono::milliseconds(length);
    const auto step = device.receive(framed(address, control, *inside), now, osdp::Nonce{});
    count(step.events);
    if (step.send.empty()) continue;
    const auto reply = osdp::parse_frame(step.send);
    PORTERO_ASSERT(reply && reply->is_reply, "only replies are said");
  }
  count(device.time_passed(now + std::chrono::minutes(1)));
  PORTERO_ASSERT(fetched_or_lost == cards, "each card is fetched or lost, once");
  return 0;
}
