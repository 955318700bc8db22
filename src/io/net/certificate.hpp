#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/net/fingerprint.hpp"
#include "io/net/openssl_pointers.hpp"

// What a certificate says of itself. Its texts come from strangers: only printable ASCII passes.
namespace portero::net {

// Whether it was issued for this host name or IP address, as RFC 6125 compares with the subject's
// alternative names: dNSName, iPAddress, and RFC 5922's "sip:host". A wildcard stands for the whole
// first label; RFC 5922 would have none, but those who run a PBX have such certificates. The common
// name counts for nothing.
[[nodiscard]] bool is_issued_for(X509& certificate, std::string_view host);
// The host names and addresses it was issued for.
[[nodiscard]] std::vector<std::string> hosts_of(const X509& certificate);
// "pbx.example.com, 192.0.2.1, ...", or what its common name is and that it doesn't count.
[[nodiscard]] std::string issued_for(const X509& certificate);

// The common name of the subject or the issuer, else all of its name.
[[nodiscard]] std::string subject_of(const X509& certificate);
[[nodiscard]] std::string issuer_of(const X509& certificate);

// "2024-01-31", in UTC.
[[nodiscard]] std::string valid_from(const X509& certificate);
[[nodiscard]] std::string valid_until(const X509& certificate);

struct Validity {
  std::chrono::sys_seconds from;
  std::chrono::sys_seconds until;
};
[[nodiscard]] std::optional<Validity> validity_of(const X509& certificate);

[[nodiscard]] std::optional<CertificateFingerprint> fingerprint_of(const X509& certificate);

}  // namespace portero::net
