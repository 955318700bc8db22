#include "io/osdp/chance.hpp"

#include <sys/random.h>

#include "base/assert.hpp"

namespace portero::osdp {
namespace {

template <class Whole>
Whole drawn() {
  Whole whole{};
  // Never interrupted and never short up to 256 bytes: getrandom(2).
  const ssize_t filled = ::getrandom(whole.data(), whole.size(), 0);
  PORTERO_ASSERT(filled == static_cast<ssize_t>(whole.size()), "the kernel has randomness");
  return whole;
}

}  // namespace

Nonce random_nonce() { return drawn<Nonce>(); }
Key random_key() { return drawn<Key>(); }

}  // namespace portero::osdp
