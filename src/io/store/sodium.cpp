#include "io/store/sodium.hpp"

#include <sodium.h>

#include "base/assert.hpp"

namespace portero::store {

void use_sodium() {
  static const bool ready = sodium_init() >= 0;
  PORTERO_ASSERT(ready, "libsodium cannot be used");
}

}  // namespace portero::store
