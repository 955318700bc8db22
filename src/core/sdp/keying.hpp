#pragma once

#include <expected>
#include <variant>

#include "core/sdp/local_media.hpp"
#include "core/sdp/protection.hpp"
#include "core/sdp/rejection.hpp"

namespace portero::sdp {

// What we write into an m= line about keys.
struct NoKeys {};
struct SdesKeys {
  std::vector<Crypto> lines;
};
struct DtlsKeys {
  Fingerprint fingerprint;
  Setup setup = Setup::actpass;
};
using Keys = std::variant<NoKeys, SdesKeys, DtlsKeys>;

// What we can secure one medium with.
struct KeyStore {
  const std::vector<Crypto>& crypto;
  const std::optional<Fingerprint>& fingerprint;
};

// Answers their m= line. A secure proto must be secured; in a plain one, keys are taken where they
// are offered (RFC 8643) unless SRTP is off, and demanded where it is required. `agreed` is what
// the dialog agreed before: a DTLS role never changes on the way (RFC 8842 section 5.5).
[[nodiscard]] std::expected<Keys, Rejection> answering_keys(LineOf offered, KeyStore own,
                                                            const Preferences& preferences,
                                                            const Protection* agreed);

// Offers: all our suites, or our fingerprint; nothing where SRTP is off.
[[nodiscard]] Keys offering_keys(KeyStore own, const Preferences& preferences);

// The proto for an m= line that is offered for the first time. 'Optional' is the plain profile with
// keys in it (RFC 8643): phones that know keys answer with theirs, all others pass over them.
[[nodiscard]] std::string offering_proto(const Keys& keys, SrtpPolicy policy);

void append_keys(Media& media, const Keys& keys);

}  // namespace portero::sdp
