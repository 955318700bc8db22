#pragma once

#include <optional>
#include <string>

#include "core/transport/failure.hpp"
#include "io/net/openssl_pointers.hpp"
#include "io/net/tls_context.hpp"

namespace portero::net {

// One handshake's question and its answer.
struct ServerCheck {
  const Trust& trust;
  std::string server_name;
  std::optional<transport::Failure> failure;
};

// The SSL of the handshake must have been given its check; both must outlive the handshake.
void attach(SSL& ssl, ServerCheck& check);

// For SSL_CTX_set_cert_verify_callback: replaces all of OpenSSL's own verification.
[[nodiscard]] int verify_server(X509_STORE_CTX* chain, void* unused);

}  // namespace portero::net
