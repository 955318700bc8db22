#include "io/phone/entropy.hpp"

#include <sys/random.h>

#include "base/assert.hpp"

namespace portero::phone {
namespace {

void fill(void* bytes, std::size_t size) {
  // Never interrupted and never short up to 256 bytes: getrandom(2).
  const ssize_t filled = getrandom(bytes, size, 0);
  PORTERO_ASSERT(filled == static_cast<ssize_t>(size), "the kernel gives as many random bytes");
}

}  // namespace

std::uint64_t random_word() {
  std::uint64_t word = 0;
  fill(&word, sizeof word);
  return word;
}

sip::Entropy entropy() {
  sip::Entropy entropy;
  fill(entropy.words.data(), sizeof entropy.words);
  return entropy;
}

}  // namespace portero::phone
