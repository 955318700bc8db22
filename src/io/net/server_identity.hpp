#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "io/net/openssl_pointers.hpp"
#include "io/net/tls_context.hpp"

// A certificate with its key that somebody gives a server, to be shown to browsers.
namespace portero::net {

inline constexpr std::size_t max_identity_bytes = std::size_t{64} * 1024;  // of each text
inline constexpr std::size_t max_identity_certificates = 8;

enum class IdentityPart : std::uint8_t { certificate, key };

struct IdentityFault {
  IdentityPart part;
  std::string sentence;  // what is wrong, and what is allowed
};

// The same with nothing else of the texts in it, where browsers can take it now: the key belongs to
// the first certificate and is of a kind they know, each certificate behind it issued the one
// before, and it is valid, for servers, and for at least one name.
[[nodiscard]] std::expected<TlsIdentity, IdentityFault> checked_identity(
    const TlsIdentity& given, std::chrono::sys_seconds now);

// Nothing where the key may be a server's.
[[nodiscard]] std::optional<std::string> objection_to_key(const EVP_PKEY& key);

}  // namespace portero::net
