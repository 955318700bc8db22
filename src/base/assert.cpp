#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace portero::base {

void assertion_failed(const char* expression, const char* why, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken invariant: %s (%s)\n", file, line, why, expression);
  std::abort();
}

}  // namespace portero::base
