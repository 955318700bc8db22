#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// One format of an RTP m= line, with what its rtpmap and fmtp say.
struct PayloadFormat {
  std::uint8_t payload_type = 0;
  std::string encoding;
  std::uint32_t clock_rate = 0;  // Hz, as the rtpmap says it
  std::uint8_t channels = 1;
  std::string parameters{};  // of the fmtp, empty without one

  bool operator==(const PayloadFormat&) const = default;
};

// The formats in the order of the m= line. Static payload types (RFC 3551 section 6) need no
// rtpmap; dynamic ones without one, and formats that are no payload types, are left out.
[[nodiscard]] std::vector<PayloadFormat> payload_formats(const Media& media);

// Adds the formats to an m= line, each with its rtpmap, and its fmtp where it has parameters.
void append_formats(Media& media, std::span<const PayloadFormat> formats);

// "opus/48000, PCMU/8000": for people. Only characters that a token may have, only so many names.
[[nodiscard]] std::string names_of(std::span<const PayloadFormat> formats);

// What a=rtcp-fb offers for one payload type, '*' lines included: "nack pli", "ccm fir", ...
[[nodiscard]] std::vector<std::string> feedback_for(const Media& media, std::uint8_t payload_type);

}  // namespace portero::sdp
