#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/scanner.hpp"

namespace portero::sip {

struct Parameter {
  std::string name;
  std::optional<std::string> value;  // without quotes and their escapes
  bool quoted = false;               // some must be, whatever they hold: RFC 3840's feature tags

  bool operator==(const Parameter&) const = default;
};

// The parameters of a header or a URI in their order. Names are compared without case; of two with
// one name the first counts.
class Parameters {
 public:
  Parameters() = default;
  Parameters(std::initializer_list<Parameter> list) : list_(list) {}

  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  // nullopt when it is absent and when it has no value.
  [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
  [[nodiscard]] const Parameter* find(std::string_view name) const;

  // In place of the ones with that name, otherwise at the end.
  void set(Parameter parameter);
  void set(std::string_view name, std::string_view value);
  void erase(std::string_view name);
  void pop_back() { list_.pop_back(); }
  void append(Parameter parameter) { list_.push_back(std::move(parameter)); }

  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] auto begin() const { return list_.begin(); }
  [[nodiscard]] auto end() const { return list_.end(); }

  bool operator==(const Parameters&) const = default;

 private:
  std::vector<Parameter> list_;
};

// *( SEMI generic-param ) of RFC 3261 section 25.1, up to the first character that cannot continue
// it. At most max_parameters.
[[nodiscard]] Parsed<Parameters> scan_parameters(Scanner& scanner);
// name [EQUAL (token / host / quoted-string)], as also digest fields are.
[[nodiscard]] Parsed<Parameter> scan_parameter(Scanner& scanner);

void append_parameter(std::string& out, const Parameter& parameter);
// Each with its ';' before it.
void append_parameters(std::string& out, const Parameters& parameters);

}  // namespace portero::sip
