#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// One address where media may be sent (RFC 8839 section 5.1).
struct Candidate {
  static constexpr std::string_view name = "candidate";
  std::string foundation;
  std::uint16_t component = 1;  // 1 RTP, 2 RTCP
  std::string transport{};      // udp, tcp
  std::uint32_t priority = 0;
  std::string address{};  // a literal, or a name (mDNS)
  std::uint16_t port = 0;
  std::string type{};        // host, srflx, prflx, relay
  std::string extensions{};  // raddr, rport, tcptype, generation, ... as they were said

  static std::optional<Candidate> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Candidate&) const = default;
};

// What one side says of ICE for one m= line (RFC 8839 sections 5.3 to 5.6).
struct IceDescription {
  std::string ufrag;
  std::string password;
  std::string options{};  // "trickle", "ice2 renomination", ...
  bool lite = false;
  std::vector<Candidate> candidates{};
  bool end_of_candidates = false;

  bool operator==(const IceDescription&) const = default;
};

// None where the side does not speak ICE: both user fragment and password make it.
[[nodiscard]] std::optional<IceDescription> ice_of(const Session& session, const Media& media);

// Writes it into an m= line; ice-lite belongs to the session.
void append_ice(Session& session, Media& media, const IceDescription& ice);

}  // namespace portero::sdp
