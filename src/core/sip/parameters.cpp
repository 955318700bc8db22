#include "core/sip/parameters.hpp"

#include <algorithm>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

// Wider than token / host: tags in base64, URIs and addresses without brackets are seen unquoted.
constexpr CharSet value_chars = token_chars | CharSet{"[]:/@=$&?#"};

auto named(std::string_view name) {
  return [name](const Parameter& p) { return equals_ignoring_case(p.name, name); };
}

}  // namespace

const Parameter* Parameters::find(std::string_view name) const {
  const auto found = std::ranges::find_if(list_, named(name));
  return found == list_.end() ? nullptr : &*found;
}

std::optional<std::string_view> Parameters::value(std::string_view name) const {
  const Parameter* found = find(name);
  if (!found || !found->value) return std::nullopt;
  return *found->value;
}

void Parameters::set(Parameter parameter) {
  const auto first = std::ranges::find_if(list_, named(parameter.name));
  if (first == list_.end()) return append(std::move(parameter));
  list_.erase(std::remove_if(first + 1, list_.end(), named(parameter.name)), list_.end());
  *first = std::move(parameter);
}

void Parameters::set(std::string_view name, std::string_view value) {
  set(Parameter{std::string{name}, std::string{value}});
}

void Parameters::erase(std::string_view name) { std::erase_if(list_, named(name)); }

Parsed<Parameter> scan_parameter(Scanner& scanner) {
  const std::string_view name = scanner.token();
  if (name.empty()) return scanner.error("expected a parameter name");
  Parameter parameter{std::string{name}, std::nullopt};
  if (!scanner.take_separator('=')) return parameter;
  if (scanner.next_is('"')) {
    auto text = scanner.quoted_string();
    if (!text) return std::unexpected{text.error()};
    parameter.value = *std::move(text);
    parameter.quoted = true;
  } else {
    parameter.value = scanner.take_while(value_chars);
    if (parameter.value->empty()) return scanner.error("expected a parameter value after '='");
  }
  return parameter;
}

Parsed<Parameters> scan_parameters(Scanner& scanner) {
  Parameters parameters;
  while (scanner.take_separator(';')) {
    if (parameters.size() == max_parameters) return scanner.error("too many parameters");
    auto parameter = scan_parameter(scanner);
    if (!parameter) return std::unexpected{parameter.error()};
    parameters.append(*std::move(parameter));
  }
  return parameters;
}

void append_parameter(std::string& out, const Parameter& parameter) {
  out += parameter.name;
  if (!parameter.value) return;
  out += '=';
  const bool plain = !parameter.value->empty() && value_chars.contains_all(*parameter.value);
  if (parameter.quoted || !plain)
    append_quoted(out, *parameter.value);
  else
    out += *parameter.value;
}

void append_parameters(std::string& out, const Parameters& parameters) {
  for (const Parameter& parameter : parameters) {
    out += ';';
    append_parameter(out, parameter);
  }
}

}  // namespace portero::sip
