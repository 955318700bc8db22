#pragma once

#include "io/net/openssl_pointers.hpp"
#include "io/net/tls_context.hpp"

// What tls_context.hpp hides from those who need no OpenSSL.
namespace portero::net {

struct TlsClient::OpenSsl {
  OwnedSslContext context;
  Trust trust;
};

struct TlsServer::OpenSsl {
  OwnedSslContext context;
};

}  // namespace portero::net
