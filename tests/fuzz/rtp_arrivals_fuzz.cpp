#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "io/media/rtp/arrivals.hpp"

// The input is datagrams, each after its length, from the phone and in between from a stranger: no
// key and no sound of the stranger may count once the phone has spoken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero;
  const base::Endpoint phone{base::IpAddress{base::IpAddress::V4{192, 0, 2, 9}}, 5004};
  const base::Endpoint stranger{base::IpAddress{base::IpAddress::V4{192, 0, 2, 66}}, 5004};
  bool phone_speaks = false;
  bool is_phone = false;
  rtp::Arrivals arrivals{
      {.key = [&](const auto&) { PORTERO_ASSERT(is_phone, "only the phone's keys count"); }}};
  arrivals.expect(
      {.described = phone, .rtcp_mux = true, .payload_types = {0, 8, 101}, .event_types = {101}});
  arrivals.play(true);

  base::ByteReader reader{{data, size}};
  base::TimePoint now{};
  while (const auto length = reader.u8()) {
    const auto bytes = reader.bytes(*length % (reader.rest().size() + 1));
    is_phone = *length % 2 == 0;
    now += std::chrono::milliseconds{*length};
    const auto kind = arrivals.datagram(*bytes, is_phone ? phone : stranger, now);
    if (is_phone && kind != rtp::Arrivals::Kind::nothing) phone_speaks = true;
    if (!is_phone && phone_speaks)
      PORTERO_ASSERT(kind == rtp::Arrivals::Kind::nothing, "the stranger is not heard");
    if (kind == rtp::Arrivals::Kind::rtp) std::ignore = arrivals.packet(*bytes, now);
  }
  return 0;
}
