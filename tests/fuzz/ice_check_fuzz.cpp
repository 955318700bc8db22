// The input is a datagram on a port of ICE; as it is, and signed by somebody who knows the password
// from the place on that its first byte says. Nothing that is not signed passes, every answer reads
// as STUN, and none is much larger than what asked for it.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "core/ice/check.hpp"
#include "core/ice/stun_signature.hpp"
#include "core/sip/stun.hpp"

namespace {

using namespace portero;

constexpr std::size_t answer_bytes = 100;

const base::Endpoint source{base::IpAddress{base::IpAddress::V4{192, 0, 2, 9}}, 5004};
const ice::Credentials credentials{"door", "our-password-of-24-letters", "fone"};

ice::Outcome outcome_of(base::ByteView datagram) {
  const ice::Reply reply = ice::reply_to(datagram, source, credentials);
  PORTERO_ASSERT(reply.answer.size() <= datagram.size() + answer_bytes, "answers are small");
  PORTERO_ASSERT(reply.answer.empty() == (reply.outcome == ice::Outcome::nothing),
                 "whatever is something is answered");
  if (!reply.answer.empty())
    PORTERO_ASSERT(sip::parse_stun(reply.answer).has_value(), "an answer is STUN");
  return reply.outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ice::Outcome unsigned_outcome = outcome_of({data, size});
  PORTERO_ASSERT(
      unsigned_outcome == ice::Outcome::nothing || unsigned_outcome == ice::Outcome::refused,
      "nobody passes without the password");

  if (size < ice::stun_header_bytes + 1) return 0;
  ice::StunMessage message{data + 1, data + size};
  const std::size_t unsigned_bytes = data[0] % 16 * std::size_t{4};
  const std::size_t signed_bytes = message.size() < ice::stun_header_bytes + unsigned_bytes
                                       ? message.size()
                                       : message.size() - unsigned_bytes;
  ice::StunMessage signed_message{message.begin(),
                                  message.begin() + static_cast<std::ptrdiff_t>(signed_bytes)};
  ice::append_integrity(signed_message, credentials.password);
  signed_message.insert(signed_message.end(),
                        message.begin() + static_cast<std::ptrdiff_t>(signed_bytes), message.end());
  ice::append_fingerprint(signed_message);
  static_cast<void>(outcome_of(signed_message));
  return 0;
}
