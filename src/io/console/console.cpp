#include "io/console/console.hpp"

#include <chrono>
#include <utility>

#include "base/overloaded.hpp"
#include "core/transport/failure.hpp"
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
  auto identity = identity_in(folder);
  if (!identity) return std::unexpected{"No console: " + identity.error()};
  std::unique_ptr<Console> console{new Console{loop, folder, *std::move(gate), std::move(pages),
                                               std::move(station), log, *std::move(identity)}};
  for (const base::Endpoint& at : listen) {
    const auto listening = console->server_.listen(at, console->identity_.tls);
    if (!listening)
      return std::unexpected{"No console at " + base::to_string(at) + ": " +
                             transport::in_words(listening.error()) + "."};
    console->listening_.push_back(*listening);
  }
  return console;
}

Console::Console(loop::EventLoop& loop, std::filesystem::path folder, std::unique_ptr<Gate> gate,
                 Pages pages, Api::Reach station, log::Log& log, Identity identity)
    : folder_(std::move(folder)),
      gate_(std::move(gate)),
      pages_(std::move(pages)),
      api_(loop, *gate_, std::move(station), log),
      identity_(std::move(identity)),
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
          identity_.told.fingerprint, gate_->claim_code()};
}

control::Reply Console::obey(const control::ToConsole& request) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return std::visit(
      base::overloaded{
          [&](const control::AskConsole&) -> control::Reply { return told(); },
          [&](const control::AskCertificate&) -> control::Reply { return identity_.told; },
          [&](const control::UseCertificate& given) {
            return serve_as_kept(keep_given(folder_, given, now));
          },
          [&](const control::UseOwnCertificate&) { return serve_as_kept(forget_given(folder_)); },
      },
      request);
}

control::Reply Console::serve_as_kept(const std::expected<void, control::Refused>& kept) {
  if (!kept) return kept.error();
  auto identity = identity_in(folder_);
  if (!identity) return control::Refused{"no_certificate", identity.error()};
  identity_ = *std::move(identity);
  server_.use(identity_.tls);
  return identity_.told;
}

}  // namespace portero::console
