#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "core/sdp/ice.hpp"
#include "core/sdp/protection.hpp"
#include "core/sdp/rejection.hpp"

namespace portero::sdp {

// Where and how the packets of one stream go.
struct Transport {
  std::string mid{};      // empty where the lines have none
  bool bundled = false;   // shares the transport of the first bundled stream (RFC 9143)
  bool rtcp_mux = false;  // RTCP on the port of RTP (RFC 5761)
  bool feedback = false;  // the profile is AVPF or SAVPF
  std::string remote_address{};
  std::uint16_t remote_port = 0;
  std::string remote_rtcp_address{};
  std::uint16_t remote_rtcp_port = 0;
  Protection protection{};
  std::optional<IceDescription> remote_ice{};  // only where both sides speak ICE

  bool operator==(const Transport&) const = default;
};

// What both descriptions say of one m= line; the lines are in use and of the same place.
[[nodiscard]] std::expected<Transport, Rejection> transport_of(LineOf ours, LineOf theirs,
                                                               Offerer offerer);

}  // namespace portero::sdp
