// The input is a datagram on the port for sound. Whatever it holds, a key is only read where its
// bytes are, and anything added behind them changes nothing.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/assert.hpp"
#include "core/dtmf/rtp_event.hpp"

using namespace portero;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint8_t types[] = {96, 101};
  std::vector<std::uint8_t> packet(data, data + size);
  const auto event = dtmf::parse_rtp_event(packet, types);
  if (!event) return 0;
  packet.push_back(0);
  PORTERO_ASSERT(dtmf::parse_rtp_event(packet, types) == event, "what follows is not looked at");
  return 0;
}
