#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "core/sip/scanner.hpp"

// As much of STUN (RFC 8489) as keeps a UDP flow alive (RFC 5626 section 8): Binding.
namespace portero::sip {

inline constexpr std::size_t max_stun_bytes = 1280;

using StunTransactionId = std::array<std::uint8_t, 12>;

enum class StunClass : std::uint8_t { request, indication, success, error };

struct StunBinding {
  StunClass kind = StunClass::request;
  StunTransactionId transaction{};
  std::optional<base::Endpoint> mapped;  // of a success: where the request came from

  bool operator==(const StunBinding&) const = default;
};

// Whether a datagram on the port of SIP is STUN: no SIP message begins like that.
[[nodiscard]] bool looks_like_stun(base::ByteView datagram);

// Passes over attributes that it does not know, also those that old servers (RFC 3489) send.
[[nodiscard]] Parsed<StunBinding> parse_stun(base::ByteView datagram);
// With XOR-MAPPED-ADDRESS where there is a mapped address.
[[nodiscard]] std::vector<std::uint8_t> to_bytes(const StunBinding& binding);

}  // namespace portero::sip
