#include "core/settings/field_error.hpp"

#include <fmt/format.h>

namespace portero::settings {

std::string_view words(Reason reason) {
  switch (reason) {
    case Reason::not_json: return "is not a JSON object of settings";
    case Reason::too_big: return "is too big";
    case Reason::too_many_settings: return "has too many members";
    case Reason::unknown: return "is not a setting";
    case Reason::wrong_type: return "has the wrong type";
    case Reason::out_of_range: return "is out of range";
    case Reason::not_a_choice: return "is none of the choices";
    case Reason::empty: return "is empty";
    case Reason::empty_item: return "has an empty item";
    case Reason::too_long: return "is too long";
    case Reason::too_many: return "has too many items";
    case Reason::repeated: return "has the same item twice";
    case Reason::malformed: return "has the wrong form";
    case Reason::required: return "is required";
    case Reason::contradiction: return "contradicts another setting";
  }
  return "";
}

std::string sentence(const FieldError& error) {
  const std::string_view field = error.field.empty() ? "the input" : std::string_view{error.field};
  if (error.allowed.empty()) return fmt::format("{} {}", field, words(error.reason));
  if (error.reason == Reason::unknown)
    return fmt::format("{} {}; did you mean {}?", field, words(error.reason), error.allowed);
  return fmt::format("{} {}; allowed: {}", field, words(error.reason), error.allowed);
}

}  // namespace portero::settings
