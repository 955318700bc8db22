#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/session.hpp"

namespace portero::sdp {

// The hash of a certificate that DTLS must present (RFC 8122 section 5).
struct Fingerprint {
  static constexpr std::string_view name = "fingerprint";
  std::string hash;    // sha-256, ... in lower case
  std::string digest;  // "AB:CD:..." in upper case, so that two can be compared

  static std::optional<Fingerprint> parse(std::string_view value);
  [[nodiscard]] std::string text() const;
  bool operator==(const Fingerprint&) const = default;
};

// Those that hold for an m= line: its own, else the session's.
[[nodiscard]] std::vector<Fingerprint> fingerprints_of(const Session& session, const Media& media);

// Who opens the DTLS connection (RFC 4145 section 4, RFC 5763 section 5).
enum class Setup : std::uint8_t { actpass, active, passive, holdconn };

[[nodiscard]] std::string_view to_text(Setup setup);

// actpass where nothing is said (RFC 8842 section 5.2).
[[nodiscard]] Setup setup_of(const Session& session, const Media& media);

}  // namespace portero::sdp
