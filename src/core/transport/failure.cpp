#include "core/transport/failure.hpp"

namespace portero::transport {

std::string_view in_words(FailureKind kind) {
  switch (kind) {
    case FailureKind::refused: return "connection refused";
    case FailureKind::reset: return "the other side broke off the connection";
    case FailureKind::timed_out: return "no answer";
    case FailureKind::closed_by_peer: return "the other side closed the connection";
    case FailureKind::host_unreachable: return "the host cannot be reached";
    case FailureKind::network_unreachable: return "there is no network on the way there";
    case FailureKind::not_permitted: return "a firewall forbids it";
    case FailureKind::too_large: return "too large for one datagram";
    case FailureKind::queue_full: return "too much is waiting to be sent";
    case FailureKind::too_slow: return "the other side takes nothing any more";
    case FailureKind::idle: return "nothing came for too long";
    case FailureKind::unintelligible: return "what the other side sends makes no sense";
    case FailureKind::too_many_connections: return "too many connections";
    case FailureKind::unknown_connection: return "the connection has been closed";
    case FailureKind::address_in_use: return "the port is in use by another program";
    case FailureKind::address_not_available: return "this host does not have the address";
    case FailureKind::out_of_resources: return "this host has run out of memory or descriptors";
    case FailureKind::certificate_expired: return "the certificate has expired";
    case FailureKind::certificate_not_yet_valid: return "the certificate is not valid yet";
    case FailureKind::certificate_for_another_name: return "the certificate is for another name";
    case FailureKind::certificate_authority_unknown:
      return "the certificate is from an unknown authority";
    case FailureKind::certificate_self_signed: return "the certificate is signed by itself";
    case FailureKind::certificate_not_the_pinned_one:
      return "the certificate is not the pinned one";
    case FailureKind::certificate_unusable: return "the certificate cannot be used";
    case FailureKind::our_certificate_refused: return "the other side refused our certificate";
    case FailureKind::tls_protocol: return "TLS failed";
  }
  return "";
}

std::string in_words(const Failure& failure) {
  std::string words{in_words(failure.kind)};
  if (!failure.detail.empty()) words += " (" + failure.detail + ")";
  return words;
}

bool is_about_their_certificate(FailureKind kind) {
  return kind >= FailureKind::certificate_expired && kind <= FailureKind::certificate_unusable;
}

}  // namespace portero::transport
