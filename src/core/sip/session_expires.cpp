#include "core/sip/session_expires.hpp"

#include "core/sip/field_access.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

struct SecondsWithParameters {
  std::uint32_t seconds = 0;
  Parameters parameters;
};

Parsed<SecondsWithParameters> scan_seconds(Scanner& scanner) {
  const auto seconds = parse_delta_seconds(scanner.take_while(digit_chars));
  if (!seconds) return scanner.error(seconds.error().what);
  auto parameters = scan_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  return SecondsWithParameters{*seconds, *std::move(parameters)};
}

std::optional<Refresher> refresher_of(const Parameters& parameters) {
  const std::string_view name = parameters.value("refresher").value_or("");
  if (equals_ignoring_case(name, "uac")) return Refresher::uac;
  if (equals_ignoring_case(name, "uas")) return Refresher::uas;
  return std::nullopt;
}

}  // namespace

Parsed<SessionExpires> parse_session_expires(std::string_view value) {
  const auto parsed = parse_one<SecondsWithParameters>(value, scan_seconds);
  if (!parsed) return std::unexpected{parsed.error()};
  return SessionExpires{parsed->seconds, refresher_of(parsed->parameters)};
}

std::string to_string(const SessionExpires& session_expires) {
  std::string out = std::to_string(session_expires.seconds);
  if (session_expires.refresher)
    out += *session_expires.refresher == Refresher::uac ? ";refresher=uac" : ";refresher=uas";
  return out;
}

Field<std::optional<SessionExpires>> session_expires(const Headers& headers) {
  return optional_field(headers, HeaderId::session_expires, parse_session_expires);
}

Parsed<std::uint32_t> parse_min_se(std::string_view value) {
  const auto parsed = parse_one<SecondsWithParameters>(value, scan_seconds);
  if (!parsed) return std::unexpected{parsed.error()};
  return parsed->seconds;
}

Field<std::optional<std::uint32_t>> min_se(const Headers& headers) {
  return optional_field(headers, HeaderId::min_se, parse_min_se);
}

}  // namespace portero::sip
