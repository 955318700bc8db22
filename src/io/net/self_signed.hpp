#pragma once

#include <expected>
#include <string>
#include <vector>

#include "base/ip_address.hpp"
#include "io/net/tls_context.hpp"

namespace portero::net {

struct SelfSigned {
  std::string common_name;
  std::vector<std::string> names;  // of hosts
  std::vector<base::IpAddress> addresses;
};

// A new key (P-256) with a certificate that only its fingerprint vouches for. Valid from 2020 until
// the end of 2049, because the clock of a new device may be wrong. An error is a sentence.
[[nodiscard]] std::expected<TlsIdentity, std::string> make_self_signed(const SelfSigned& plan);

}  // namespace portero::net
