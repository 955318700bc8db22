// The input is a datagram. What reads as a Binding is told from SIP, and reads back equal from its
// own bytes.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "core/sip/stun.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero::sip;
  const portero::base::ByteView datagram{data, size};
  const auto binding = parse_stun(datagram);
  if (!binding) {
    PORTERO_ASSERT(binding.error().at <= size, "an error is in the datagram or at its end");
    return 0;
  }
  PORTERO_ASSERT(looks_like_stun(datagram), "what reads as STUN looks like it");
  PORTERO_ASSERT(parse_stun(to_bytes(*binding)) == binding, "a Binding reads back equal");
  return 0;
}
