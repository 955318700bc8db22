#include "core/sip/reason.hpp"

#include "base/utf8.hpp"
#include "core/sip/field_access.hpp"
#include "core/sip/list.hpp"

namespace portero::sip {
namespace {

// host [":" port] or a pseudonym, which is a token.
constexpr CharSet agent_chars = token_chars | CharSet{"[]:"};

Parsed<Reason> scan_reason(Scanner& scanner) {
  Reason reason;
  reason.protocol = scanner.token();
  if (reason.protocol.empty()) return scanner.error("expected a protocol, like SIP");
  const auto parameters = scan_parameters(scanner);
  if (!parameters) return std::unexpected{parameters.error()};
  reason.cause = parse_decimal<std::uint16_t>(parameters->value("cause").value_or(""));
  reason.text = base::valid_utf8(parameters->value("text").value_or(""));
  return reason;
}

Parsed<Warning> scan_warning(Scanner& scanner) {
  Warning warning;
  const std::string_view code = scanner.take_while(digit_chars);
  const auto number = parse_decimal<std::uint16_t>(code);
  if (!number || *number < 100 || *number > 999)
    return scanner.error("expected a code of three digits");
  warning.code = *number;
  scanner.skip_whitespace();
  warning.agent = scanner.take_while(agent_chars);
  if (warning.agent.empty()) return scanner.error("expected who warns");
  scanner.skip_whitespace();
  const auto text = scanner.quoted_string();
  if (!text) return std::unexpected{text.error()};
  warning.text = base::valid_utf8(*text);
  return warning;
}

}  // namespace

Parsed<std::vector<Reason>> parse_reasons(std::string_view value) {
  return parse_list<Reason>(value, scan_reason);
}

std::string to_string(const Reason& reason) {
  std::string out = reason.protocol;
  if (reason.cause) out += ";cause=" + std::to_string(*reason.cause);
  if (!reason.text.empty()) append_parameters(out, {{"text", reason.text, true}});
  return out;
}

Field<std::vector<Reason>> reasons(const Headers& headers) {
  return list_field(headers, HeaderId::reason, parse_reasons);
}

Parsed<std::vector<Warning>> parse_warnings(std::string_view value) {
  return parse_list<Warning>(value, scan_warning);
}

std::string to_string(const Warning& warning) {
  std::string out = std::to_string(warning.code) + ' ' + warning.agent + ' ';
  append_quoted(out, warning.text);
  return out;
}

Field<std::vector<Warning>> warnings(const Headers& headers) {
  return list_field(headers, HeaderId::warning, parse_warnings);
}

Parsed<std::uint32_t> parse_retry_after(std::string_view value) {
  Scanner scanner{value};
  const auto seconds = parse_delta_seconds(scanner.take_while(digit_chars));
  scanner.skip_whitespace();
  const bool ends_well = scanner.at_end() || scanner.next_is('(') || scanner.next_is(';');
  if (seconds && !ends_well) return scanner.error("unexpected character");
  return seconds;
}

Field<std::optional<std::uint32_t>> retry_after(const Headers& headers) {
  return optional_field(headers, HeaderId::retry_after, parse_retry_after);
}

}  // namespace portero::sip
