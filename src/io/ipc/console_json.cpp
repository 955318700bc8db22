#include "io/ipc/console_json.hpp"

#include <utility>

#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "io/ipc/json_text.hpp"

namespace portero::ipc {

namespace json = boost::json;

json::object written(const control::ToConsole& request) {
  return std::visit(
      base::overloaded{
          [](const control::AskConsole&) { return json::object{{"do", "console"}}; },
          [](const control::AskCertificate&) { return json::object{{"do", "certificate"}}; },
          [](const control::UseCertificate& given) {
            return json::object{
                {"do", "use_certificate"}, {"certificate", given.certificate}, {"key", given.key}};
          },
          [](const control::UseOwnCertificate&) {
            return json::object{{"do", "use_own_certificate"}};
          },
      },
      request);
}

json::object written(const control::ConsoleTold& told) {
  return {{"address", told.address},
          {"fingerprint", told.fingerprint},
          {"claim_code", text_or_null(told.claim_code)}};
}

json::object written(const control::CertificateTold& told) {
  return {
      {"self_made", told.self_made}, {"names", json::array(told.names.begin(), told.names.end())},
      {"issuer", told.issuer},       {"from", told.from},
      {"until", told.until},         {"fingerprint", told.fingerprint}};
}

std::expected<control::UseCertificate, std::string> given_of(const json::object& from) {
  auto certificate = text(from, "certificate");
  if (!certificate) return std::unexpected{std::string{"certificate: must be a text"}};
  auto key = text(from, "key");
  if (!key) return std::unexpected{std::string{"key: must be a text"}};
  return control::UseCertificate{*std::move(certificate), *std::move(key)};
}

std::expected<control::ConsoleTold, std::string> console_of(const json::value& value) {
  const json::object* from = value.if_object();
  const auto address = from ? text(*from, "address") : std::nullopt;
  if (!address) return std::unexpected{std::string{"console: address is missing"}};
  return control::ConsoleTold{*address, text(*from, "fingerprint").value_or(""),
                              text(*from, "claim_code")};
}

std::expected<control::CertificateTold, std::string> certificate_of(const json::value& value) {
  const json::object* from = value.if_object();
  const auto fingerprint = from ? text(*from, "fingerprint") : std::nullopt;
  if (!fingerprint) return std::unexpected{std::string{"certificate: fingerprint is missing"}};
  const json::value* const self_made = from->if_contains("self_made");
  control::CertificateTold told{
      .self_made = self_made != nullptr && self_made->is_bool() && self_made->get_bool(),
      .issuer = text(*from, "issuer").value_or(""),
      .from = text(*from, "from").value_or(""),
      .until = text(*from, "until").value_or(""),
      .fingerprint = *fingerprint};
  if (const json::value* names = from->if_contains("names"); names && names->is_array())
    for (const json::value& name : names->get_array())
      if (name.is_string()) told.names.emplace_back(name.get_string());
  return told;
}

}  // namespace portero::ipc
