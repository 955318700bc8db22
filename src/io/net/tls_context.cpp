#include "io/net/tls_context.hpp"

#include <utility>

#include <openssl/err.h>

#include "base/overloaded.hpp"
#include "io/net/certificate_check.hpp"
#include "io/net/pem.hpp"
#include "io/net/tls_openssl.hpp"

namespace portero::net {
namespace {

using Done = std::expected<void, std::string>;

OwnedSslContext new_context(const SSL_METHOD* method) {
  OwnedSslContext context{SSL_CTX_new(method)};
  if (!context) return context;
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(),
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

Done use_identity(SSL_CTX* context, const TlsIdentity& identity) {
  auto certificates = read_certificates(identity.certificates_pem);
  if (!certificates) return std::unexpected{"The certificate: " + certificates.error() + "."};
  const auto key = read_private_key(identity.key_pem);
  if (!key) return std::unexpected{"The private key: " + key.error() + "."};
  ERR_clear_error();
  bool is_used = SSL_CTX_use_certificate(context, certificates->front().get()) == 1;
  if (!is_used) return std::unexpected{"The certificate is too weak for TLS."};
  if (SSL_CTX_use_PrivateKey(context, key->get()) != 1)
    return std::unexpected{"The private key does not belong to the certificate."};
  for (std::size_t i = 1; i < certificates->size() && is_used; ++i)
    is_used = SSL_CTX_add1_chain_cert(context, (*certificates)[i].get()) == 1;
  if (!is_used) return std::unexpected{"A certificate behind the first is too weak for TLS."};
  return {};
}

// Of the system, the folder with one file for each authority: read only when one is needed.
Done trust_system(SSL_CTX* context) {
  if (SSL_CTX_set_default_verify_dir(context) == 1) return {};
  return std::unexpected{"The authorities of this system cannot be read."};
}

Done trust_authorities(SSL_CTX* context, const std::string& pem) {
  const auto certificates = read_certificates(pem);
  if (!certificates) return std::unexpected{"The authorities: " + certificates.error() + "."};
  X509_STORE* const store = SSL_CTX_get_cert_store(context);
  // An authority between the root and the server may be the one that was uploaded.
  X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
  for (const OwnedCertificate& certificate : *certificates)
    X509_STORE_add_cert(store, certificate.get());
  return {};
}

Done use_trust(SSL_CTX* context, const Trust& trust) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, verify_server, nullptr);
  return std::visit(
      base::overloaded{
          [&](const TrustSystemAuthorities&) { return trust_system(context); },
          [&](const TrustAuthorities& own) { return trust_authorities(context, own.pem); },
          [](const base::OneOf<TrustPinned, TrustAnyone> auto&) { return Done{}; }},
      trust);
}

const std::string no_memory = "There is no memory for TLS.";

}  // namespace

std::expected<std::shared_ptr<const TlsClient>, std::string> TlsClient::make(
    Trust trust, const std::optional<TlsIdentity>& identity) {
  OwnedSslContext context = new_context(TLS_client_method());
  if (!context) return std::unexpected{no_memory};
  if (const auto done = use_trust(context.get(), trust); !done)
    return std::unexpected{done.error()};
  if (identity) {
    if (const auto done = use_identity(context.get(), *identity); !done)
      return std::unexpected{done.error()};
  }
  auto openssl = std::make_unique<OpenSsl>(std::move(context), std::move(trust));
  return std::shared_ptr<const TlsClient>{new TlsClient{std::move(openssl)}};
}

TlsClient::TlsClient(std::unique_ptr<const OpenSsl> openssl) : openssl_(std::move(openssl)) {}
TlsClient::~TlsClient() = default;

std::expected<std::shared_ptr<const TlsServer>, std::string> TlsServer::make(
    const TlsIdentity& identity) {
  OwnedSslContext context = new_context(TLS_server_method());
  if (!context) return std::unexpected{no_memory};
  if (const auto done = use_identity(context.get(), identity); !done)
    return std::unexpected{done.error()};
  auto openssl = std::make_unique<OpenSsl>(std::move(context));
  return std::shared_ptr<const TlsServer>{new TlsServer{std::move(openssl)}};
}

TlsServer::TlsServer(std::unique_ptr<const OpenSsl> openssl) : openssl_(std::move(openssl)) {}
TlsServer::~TlsServer() = default;

}  // namespace portero::net
