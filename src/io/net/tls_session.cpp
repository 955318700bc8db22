#include "io/net/tls_session.hpp"

#include <array>
#include <utility>
#include <variant>

#include <openssl/err.h>

#include "base/assert.hpp"
#include "base/ip_address.hpp"
#include "io/net/certificate_check.hpp"
#include "io/net/tls_failure.hpp"
#include "io/net/tls_openssl.hpp"

namespace portero::net {
namespace {

constexpr std::size_t record_bytes = 16 * 1024;

const Trust nobody_to_check = TrustAnyone{};

}  // namespace

struct TlsSession::State {
  using Context = std::variant<std::shared_ptr<const TlsClient>, std::shared_ptr<const TlsServer>>;

  State(Context its_context, OwnedSsl its_ssl, const Trust& trust, const std::string& server_name)
      : context(std::move(its_context)),
        ssl(std::move(its_ssl)),
        check{trust, server_name, std::nullopt},
        from_peer(BIO_new(BIO_s_mem())),
        to_peer(BIO_new(BIO_s_mem())) {
    PORTERO_ASSERT(ssl && from_peer && to_peer, "there is memory for a TLS session");
    SSL_set_bio(ssl.get(), from_peer, to_peer);
    attach(*ssl, check);
  }

  // Goes on with the handshake, then reads all that can be read.
  TlsProgress advance() {
    TlsProgress progress;
    ERR_clear_error();
    if (!is_over && !is_established) shake_hands(progress);
    while (!is_over && is_established && read_record(progress)) {
    }
    collect(progress);
    return progress;
  }

  void collect(TlsProgress& progress) const {
    const auto size = static_cast<std::size_t>(BIO_ctrl_pending(to_peer));
    progress.to_peer.resize(size);
    if (size > 0) BIO_read(to_peer, progress.to_peer.data(), static_cast<int>(size));
  }

  void judge(int result, TlsProgress& progress) {
    const int error = SSL_get_error(ssl.get(), result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return;
    is_over = true;
    if (error == SSL_ERROR_ZERO_RETURN)
      progress.ended = true;
    else
      progress.failure = take_tls_failure();
    if (check.failure) progress.failure = check.failure;
  }

  const Context context;  // outlives its SSL
  OwnedSsl ssl;
  ServerCheck check;
  BIO* from_peer;  // both belong to the SSL
  BIO* to_peer;
  bool is_established = false;
  bool is_over = false;

 private:
  void shake_hands(TlsProgress& progress) {
    const int result = SSL_do_handshake(ssl.get());
    if (result != 1) return judge(result, progress);
    is_established = true;
    progress.established = true;
  }

  bool read_record(TlsProgress& progress) {
    std::array<std::uint8_t, record_bytes> plain;
    const int result = SSL_read(ssl.get(), plain.data(), static_cast<int>(plain.size()));
    if (result > 0)
      progress.received.insert(progress.received.end(), plain.begin(), plain.begin() + result);
    else
      judge(result, progress);
    return result > 0;
  }
};

TlsSession TlsSession::client(std::shared_ptr<const TlsClient> context,
                              const std::string& server_name) {
  const TlsClient::OpenSsl& openssl = *context->openssl_;
  OwnedSsl ssl{SSL_new(openssl.context.get())};
  PORTERO_ASSERT(ssl, "there is memory for a TLS session");
  SSL_set_connect_state(ssl.get());
  // RFC 6066 section 3: never an address. A name that does not fit will not match either.
  if (!base::IpAddress::parse(server_name))
    SSL_set_tlsext_host_name(ssl.get(), server_name.c_str());
  return TlsSession{
      std::make_unique<State>(std::move(context), std::move(ssl), openssl.trust, server_name)};
}

TlsSession TlsSession::server(std::shared_ptr<const TlsServer> context) {
  OwnedSsl ssl{SSL_new(context->openssl_->context.get())};
  PORTERO_ASSERT(ssl, "there is memory for a TLS session");
  SSL_set_accept_state(ssl.get());
  return TlsSession{
      std::make_unique<State>(std::move(context), std::move(ssl), nobody_to_check, "")};
}

TlsSession::TlsSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsSession::~TlsSession() = default;
TlsSession::TlsSession(TlsSession&&) noexcept = default;
TlsSession& TlsSession::operator=(TlsSession&&) noexcept = default;

bool TlsSession::established() const { return state_->is_established; }

TlsProgress TlsSession::start() { return state_->advance(); }

TlsProgress TlsSession::receive(base::ByteView from_peer) {
  if (state_->is_over || from_peer.empty()) return {};
  BIO_write(state_->from_peer, from_peer.data(), static_cast<int>(from_peer.size()));
  return state_->advance();
}

TlsProgress TlsSession::send(base::ByteView plain) {
  PORTERO_ASSERT(state_->is_established, "bytes are sent on an established session");
  TlsProgress progress;
  if (state_->is_over || plain.empty()) return progress;
  ERR_clear_error();
  const int result = SSL_write(state_->ssl.get(), plain.data(), static_cast<int>(plain.size()));
  if (result <= 0) state_->judge(result, progress);
  state_->collect(progress);
  return progress;
}

TlsProgress TlsSession::finish() {
  TlsProgress progress;
  if (state_->is_over || !state_->is_established) return progress;
  ERR_clear_error();
  SSL_shutdown(state_->ssl.get());
  ERR_clear_error();
  state_->is_over = true;
  state_->collect(progress);
  return progress;
}

}  // namespace portero::net
