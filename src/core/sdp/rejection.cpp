#include "core/sdp/rejection.hpp"

#include <algorithm>

#include "core/sdp/limits.hpp"

namespace portero::sdp {

std::string quotable(const std::string& theirs) {
  std::string text = theirs.substr(0, max_quoted_bytes);
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~' || c == '"' || c == '\\'; }, '?');
  return text;
}

}  // namespace portero::sdp
