// The input is a URI. It is read again as written and is equivalent to itself.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "core/sip/uri.hpp"

using namespace portero::sip;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto as_user = parse_uri("sip:" + percent_encoded_user(text) + "@h");
  PORTERO_ASSERT(text.empty() || as_user.has_value() || text.size() > 600,
                 "an encoded user can be read");
  if (as_user) PORTERO_ASSERT(percent_decoded(as_user->user) == text, "and is what was encoded");

  const auto uri = parse_uri(text);
  if (!uri) {
    PORTERO_ASSERT(uri.error().at <= text.size(), "an error is within the text");
    return 0;
  }
  PORTERO_ASSERT(parse_uri(to_string(*uri)) == *uri, "a URI is read again as written");
  PORTERO_ASSERT(equivalent(*uri, *uri), "a URI is equivalent to itself");
  return 0;
}
