// The first byte of the input says how large the pieces are in which the rest is received. That
// makes no difference to what is cut out of it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "core/sip/stream_framing.hpp"

namespace {

using namespace portero::sip;

struct Outcome {
  std::vector<StreamEvent> events;
  std::string_view error;

  bool operator==(const Outcome&) const = default;
};

Outcome received(std::string_view bytes, std::size_t piece_size) {
  StreamFraming framing;
  Outcome outcome;
  while (!bytes.empty()) {
    framing.receive(bytes.substr(0, piece_size));
    bytes.remove_prefix(std::min(piece_size, bytes.size()));
    auto event = framing.next();
    for (; event && *event; event = framing.next()) outcome.events.push_back(**event);
    if (event) continue;
    outcome.error = event.error().what;
    return outcome;
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece_size = std::size_t{1} + data[0];
  const std::string bytes(data + 1, data + size);
  PORTERO_ASSERT(received(bytes, bytes.size()) == received(bytes, piece_size),
                 "pieces make no difference");
  return 0;
}
