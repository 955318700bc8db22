// The certificate that browsers are shown (api/station.openapi.yaml: certificate).
#include <utility>

#include "io/console/api.hpp"
#include "io/console/body.hpp"
#include "io/ipc/json_text.hpp"

namespace portero::console {

void Api::certificate(const http::Request&, const http::Exchange& exchange) {
  pass_on(control::ToConsole{control::AskCertificate{}}, exchange);
}

void Api::use_certificate(const http::Request& request, const http::Exchange& exchange) {
  const auto body = object_in(request);
  auto certificate = ipc::text(body, "certificate");
  if (!certificate) return exchange.answer(wants("certificate"));
  auto key = ipc::text(body, "key");
  if (!key) return exchange.answer(wants("key"));
  pass_on(control::ToConsole{control::UseCertificate{*std::move(certificate), *std::move(key)}},
          exchange);
}

void Api::use_own_certificate(const http::Request&, const http::Exchange& exchange) {
  pass_on(control::ToConsole{control::UseOwnCertificate{}}, exchange);
}

}  // namespace portero::console
