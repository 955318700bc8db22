// The input is the value of a Via field. Its elements are read again as written, also after the
// source of the request has been stamped on them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "core/sip/via.hpp"

using namespace portero::sip;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  auto vias = parse_vias(text);
  if (!vias) {
    PORTERO_ASSERT(vias.error().at <= text.size(), "an error is within the text");
    return 0;
  }
  for (Via& via : *vias) {
    PORTERO_ASSERT(parse_vias(to_string(via)) == std::vector{via}, "a Via is read again");
    stamp_source(via, "2001:db8::1", 5062);
    PORTERO_ASSERT(parse_vias(to_string(via)) == std::vector{via}, "a stamped Via is read again");
    const bool elsewhere = via.parameters.has("received");
    PORTERO_ASSERT(!elsewhere || response_target(via).host == "2001:db8::1",
                   "a response goes to where the request came from");
    static_cast<void>(via.has_rfc3261_branch());
  }
  return 0;
}
