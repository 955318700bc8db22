#include "io/net/tls_failure.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace portero::net {
namespace {

using transport::Failure;
using transport::FailureKind;

// The other side said with an alert why it ends the session.
Failure failure_of_alert(int alert) {
  const std::string text = SSL_alert_desc_string_long(alert);
  switch (alert) {
    case SSL_AD_NO_CERTIFICATE:
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_REVOKED:
    case SSL_AD_CERTIFICATE_EXPIRED:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_UNKNOWN_CA:
    case SSL_AD_ACCESS_DENIED: return {FailureKind::our_certificate_refused, text};
    case SSL_AD_CERTIFICATE_REQUIRED:
      return {FailureKind::our_certificate_refused, "it wants one and we have none"};
    case SSL_AD_HANDSHAKE_FAILURE:
    case SSL_AD_PROTOCOL_VERSION:
    case SSL_AD_INSUFFICIENT_SECURITY:
      return {FailureKind::tls_protocol,
              "the other side has no version or cipher in common: " + text};
    default: return {FailureKind::tls_protocol, "the other side ended it: " + text};
  }
}

bool is_not_tls(int reason) {
  return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST ||
         reason == SSL_R_HTTPS_PROXY_REQUEST || reason == SSL_R_UNKNOWN_PROTOCOL ||
         reason == SSL_R_BAD_RECORD_TYPE;
}

}  // namespace

Failure take_tls_failure() {
  const unsigned long error = ERR_peek_last_error();
  ERR_clear_error();
  const int reason = ERR_GET_REASON(error);
  if (ERR_GET_LIB(error) != ERR_LIB_SSL) return {FailureKind::tls_protocol, "a damaged message"};
  if (reason > SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256)
    return failure_of_alert(reason - SSL_AD_REASON_OFFSET);
  if (is_not_tls(reason))
    return {FailureKind::tls_protocol, "the other side does not speak TLS on this port"};
  const char* const text = ERR_reason_error_string(error);
  return {FailureKind::tls_protocol, text != nullptr ? text : "an unknown error"};
}

}  // namespace portero::net
