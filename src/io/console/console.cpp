#include "io/console/console.hpp"

#include <utility>

#include "core/transport/failure.hpp"
#include "io/console/identity.hpp"
#include "io/net/own_addresses.hpp"

namespace portero::console {
namespace {

// A settings page is some kilobytes; certificates among them make it some tens.
constexpr std::size_t max_body_bytes = std::size_t{256} * 1024;
// For whoever takes little: the largest page and a picture.
constexpr std::size_t max_queued_bytes = std::size_t{1024} * 1024;

// What is told is for nobody's cache and nobody's frame, and the pages run nothing but their own
// files.
const http::Fields& headers_of_all() {
  static const http::Fields headers{
      {"Cache-Control", "no-store"},
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
       "media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
       "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
       "require-trusted-types-for 'script'; trusted-types portero"},
      {"Permissions-Policy", "microphone=(self), camera=(), geolocation=()"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Content-Type-Options", "nosniff"}};
  return headers;
}

// Where a browser on the same network finds it.
base::Endpoint as_others_see(const base::Endpoint& listening) {
  if (!listening.address.is_any()) return listening;
  const base::IpAddress anybody{base::IpAddress::V4{192, 0, 2, 1}};
  return {net::own_address_towards(anybody).value_or(base::loopback_ipv4), listening.port};
}

}  // namespace

std::expected<std::unique_ptr<Console>, std::string> Console::open(
    loop::EventLoop& loop, const std::filesystem::path& folder, Pages pages,
    const std::vector<base::Endpoint>& listen, Api::Reach station, log::Log& log) {
  auto gate = Gate::open(loop, folder);
  if (!gate) return std::unexpected{"No console: " + gate.error() + "."};
  const auto identity = identity_in(folder);
  if (!identity) return std::unexpected{"No console: " + identity.error()};
  const auto tls = net::TlsServer::make(identity->tls);
  if (!tls) return std::unexpected{"No console: " + tls.error()};
  std::unique_ptr<Console> console{new Console{loop, *std::move(gate), std::move(pages),
                                               std::move(station), log, identity->fingerprint}};
  for (const base::Endpoint& at : listen) {
    const auto listening = console->server_.listen(at, *tls);
    if (!listening)
      return std::unexpected{"No console at " + base::to_string(at) + ": " +
                             transport::in_words(listening.error()) + "."};
    console->listening_.push_back(*listening);
  }
  return console;
}

Console::Console(loop::EventLoop& loop, std::unique_ptr<Gate> gate, Pages pages, Api::Reach station,
                 log::Log& log, const net::CertificateFingerprint& fingerprint)
    : gate_(std::move(gate)),
      pages_(std::move(pages)),
      api_(loop, *gate_, std::move(station), log),
      fingerprint_(fingerprint),
      server_(
          loop, {.max_body_bytes = max_body_bytes, .max_queued_bytes = max_queued_bytes},
          [this](const http::Request& request, const http::Exchange& exchange) {
            answer(request, exchange);
          },
          headers_of_all()) {}

void Console::answer(const http::Request& request, const http::Exchange& exchange) {
  if (Api::has(request.path)) return api_.answer(request, exchange);
  exchange.answer(pages_.answer(request));
}

control::ConsoleTold Console::told() const {
  return {"https://" + base::to_string(as_others_see(listening_.front())),
          net::to_string(fingerprint_), gate_->claim_code()};
}

}  // namespace portero::console
