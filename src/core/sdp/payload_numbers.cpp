#include "core/sdp/payload_numbers.hpp"

#include <algorithm>

#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::uint8_t first_dynamic = 96;
constexpr std::uint8_t last_dynamic = 127;

// H.264 in another packetization mode is another format (RFC 6184 section 8.2.2).
bool same_format(const PayloadFormat& left, const PayloadFormat& right) {
  constexpr std::string_view mode = "packetization-mode";
  return same_name(left.encoding, right.encoding) && left.clock_rate == right.clock_rate &&
         find_parameter(left.parameters, mode).value_or("0") ==
             find_parameter(right.parameters, mode).value_or("0");
}

}  // namespace

void PayloadNumbers::learn(const Session& session) {
  for (const Media& media : session.media)
    for (PayloadFormat& format : payload_formats(media)) known_.push_back(std::move(format));
}

std::vector<PayloadFormat> PayloadNumbers::number(std::vector<PayloadFormat> formats) {
  for (PayloadFormat& format : formats)
    if (format.payload_type >= first_dynamic) number(format);
  return formats;
}

void PayloadNumbers::number(PayloadFormat& format) {
  const auto known = std::ranges::find_if(
      known_, [&](const PayloadFormat& other) { return same_format(other, format); });
  if (known != known_.end()) {
    format.payload_type = known->payload_type;
    return;
  }
  const auto is_taken = [&](std::uint8_t payload_type) {
    return std::ranges::find(known_, payload_type, &PayloadFormat::payload_type) != known_.end();
  };
  // With all of them taken, the format keeps its own: an offer of 32 formats has bigger troubles.
  for (std::uint8_t free = last_dynamic; is_taken(format.payload_type) && free >= first_dynamic;
       --free)
    if (!is_taken(free)) format.payload_type = free;
  known_.push_back(format);
}

}  // namespace portero::sdp
