// The first line of the input is the boundary, the rest a body. Its parts are read again as
// written.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "core/sip/header_lines.hpp"
#include "core/sip/multipart.hpp"

using namespace portero::sip;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  std::string_view body = text;
  const std::string_view boundary = take_line(body);
  const auto parts = parse_multipart(body, boundary);
  if (!parts) return 0;
  PORTERO_ASSERT(!parts->empty(), "a multipart body has parts");
  constexpr std::string_view other = "another-boundary";
  if (text.find(other) != text.npos) return 0;
  PORTERO_ASSERT(parse_multipart(write_multipart(*parts, other), other) == *parts,
                 "parts are read again as written");
  return 0;
}
