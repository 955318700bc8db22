#pragma once

#include <string>
#include <string_view>

namespace portero::transport {

// Why bytes cannot go to a place, or no longer come from it. Values, because the cores above decide
// by them: the next server, the next attempt, what is said on the display and the console.
enum class FailureKind {
  refused,  // ICMP port unreachable, or a TCP reset instead of a connection
  reset,
  timed_out,
  closed_by_peer,
  host_unreachable,
  network_unreachable,
  not_permitted,   // a firewall, here or on the way
  too_large,       // for one datagram
  queue_full,      // of our own socket
  too_slow,        // the other side takes nothing any more
  idle,            // an incoming connection on which nothing came
  unintelligible,  // what came on the connection is not what is spoken there
  too_many_connections,
  unknown_connection,  // it has been closed
  address_in_use,
  address_not_available,
  out_of_resources,  // file descriptors or memory
  certificate_expired,
  certificate_not_yet_valid,
  certificate_for_another_name,
  certificate_authority_unknown,
  certificate_self_signed,
  certificate_not_the_pinned_one,
  certificate_unusable,  // broken, weak, or not made for this
  our_certificate_refused,
  tls_protocol,
};

struct Failure {
  FailureKind kind;
  std::string detail;  // what else a person should know; often empty

  bool operator==(const Failure&) const = default;
};

// "connection refused"
[[nodiscard]] std::string_view in_words(FailureKind kind);
// "the certificate has expired (pbx.example.com, on 2024-01-31)"
[[nodiscard]] std::string in_words(const Failure& failure);
// SIP-1's 'TLS certificate refused'.
[[nodiscard]] bool is_about_their_certificate(FailureKind kind);

}  // namespace portero::transport
