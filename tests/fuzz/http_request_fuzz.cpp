// The first byte of the input says how large the pieces are in which the rest is received. That
// makes no difference to what is cut out of it; what is wrong in a header that has not come to its
// end may be noticed sooner in one case than in the other.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "io/http/request_reader.hpp"

namespace {

using namespace portero::http;

constexpr std::size_t max_body_bytes = 1000;

struct Outcome {
  std::vector<std::pair<std::string, std::string>> addresses_and_bodies;
  int refused = 0;
};

bool are_alike(const Outcome& one, const Outcome& other) {
  if (one.addresses_and_bodies != other.addresses_and_bodies) return false;
  return one.refused == other.refused || one.refused == 0 || other.refused == 0;
}

Outcome received(std::string_view bytes, std::size_t piece_size) {
  RequestReader reader{max_body_bytes};
  Outcome outcome;
  while (!bytes.empty()) {
    reader.receive(bytes.substr(0, piece_size));
    bytes.remove_prefix(std::min(piece_size, bytes.size()));
    auto next = reader.next();
    for (; next && *next; next = reader.next()) {
      PORTERO_ASSERT((*next)->path.starts_with('/'), "a path begins at the root");
      PORTERO_ASSERT((*next)->body.size() <= max_body_bytes, "a body has a limit");
      outcome.addresses_and_bodies.emplace_back((*next)->path, (*next)->body);
    }
    if (next) continue;
    outcome.refused = next.error().status;
    return outcome;
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece_size = std::size_t{1} + data[0];
  const std::string bytes(data + 1, data + size);
  PORTERO_ASSERT(are_alike(received(bytes, bytes.size()), received(bytes, piece_size)),
                 "pieces make no difference");
  return 0;
}
