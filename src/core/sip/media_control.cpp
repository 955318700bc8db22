#include "core/sip/media_control.hpp"

namespace portero::sip {

// Phones write namespaces and spaces as they like; the element's name is what all have.
bool asks_for_key_frame(std::string_view media_control) {
  constexpr std::string_view element = "picture_fast_update";
  const auto at = media_control.find(element);
  if (at == std::string_view::npos || at == 0) return false;
  const char before = media_control[at - 1];
  return before == '<' || before == ':';
}

}  // namespace portero::sip
