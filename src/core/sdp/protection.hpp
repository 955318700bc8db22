#pragma once

#include <cstdint>
#include <expected>
#include <variant>
#include <vector>

#include "core/sdp/crypto.hpp"
#include "core/sdp/fingerprint.hpp"
#include "core/sdp/rejection.hpp"
#include "core/sdp/session.hpp"

namespace portero::sdp {

// How the packets of one stream are protected, as both descriptions say it together.

struct PlainRtp {
  bool operator==(const PlainRtp&) const = default;
};

struct SdesSrtp {  // RFC 4568
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  std::vector<std::uint8_t> send_key_and_salt;
  std::vector<std::uint8_t> receive_key_and_salt;

  bool operator==(const SdesSrtp&) const = default;
};

enum class DtlsRole : std::uint8_t { client, server };

struct DtlsSrtp {                                  // RFC 5763
  DtlsRole role = DtlsRole::client;                // ours
  std::vector<Fingerprint> remote_fingerprints{};  // their certificate must match one of these
  Fingerprint own{};                               // of ours, as we described it

  bool operator==(const DtlsSrtp&) const = default;
};

using Protection = std::variant<PlainRtp, SdesSrtp, DtlsSrtp>;

// One m= line within the description that it belongs to.
struct LineOf {
  const Session& session;
  const Media& media;
};

enum class Offerer : std::uint8_t { us, them };

// Fails where the lines promise protection and hold no keys for it in common.
[[nodiscard]] std::expected<Protection, Rejection> protection_of(LineOf ours, LineOf theirs,
                                                                 Offerer offerer);

}  // namespace portero::sdp
