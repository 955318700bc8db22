#pragma once

#include <cstdint>
#include <string>

namespace portero::sdp {

// The warn-codes of RFC 3261 section 20.43 that a session description can earn.
enum class WarnCode : std::uint16_t {
  incompatible_network_protocol = 300,
  incompatible_address_format = 301,
  incompatible_transport = 302,
  media_type_not_available = 304,
  incompatible_media_format = 305,
  attribute_not_understood = 306,
  multicast_not_available = 330,
  miscellaneous = 399,
};

// Why a session cannot be: the response's status and what its Warning header says, in plain words
// that hold no quotation marks or line ends.
struct Rejection {
  int status = 488;
  WarnCode code = WarnCode::miscellaneous;
  std::string text;

  bool operator==(const Rejection&) const = default;
};

// What they wrote, fit to stand in a rejection's text: printable ASCII without quotation marks and
// backslashes, and not too long.
[[nodiscard]] std::string quotable(const std::string& theirs);

}  // namespace portero::sdp
