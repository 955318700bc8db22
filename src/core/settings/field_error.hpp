#pragma once

#include <string>
#include <string_view>

namespace portero::settings {

enum class Reason {
  not_json,
  too_big,
  too_many_settings,
  unknown,
  wrong_type,
  out_of_range,
  not_a_choice,
  empty,
  empty_item,
  too_long,
  too_many,
  repeated,
  malformed,
  required,
  contradiction,
};

// Continues the name of the field: 'is out of range'.
std::string_view words(Reason reason);

// Why settings were refused (GEN-1): which field, why, and what it may be. For an unknown field,
// allowed names the nearest known one, or is empty. Holds nothing of the value, which may be
// secret.
struct FieldError {
  std::string field;  // a key; empty where the whole input is meant
  Reason reason;
  std::string allowed;

  bool operator==(const FieldError&) const = default;
};

std::string sentence(const FieldError& error);

}  // namespace portero::settings
