#include "io/media/ilbc/product.hpp"

#include <cstddef>

namespace portero::ilbc {

float product(std::span<const float> one, std::span<const float> other) {
  // Several sums at once, which a processor adds in one step: in the order of one sum it would have
  // to wait for each addition. This is where an encoder spends its time.
  constexpr std::size_t lanes = 8;
  float sums[lanes] = {};
  const float* a = one.data();
  const float* b = other.data();
  std::size_t left = one.size();
  for (; left >= lanes; left -= lanes, a += lanes, b += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += a[lane] * b[lane];
  float sum = 0;
  for (; left > 0; --left) sum += *a++ * *b++;
  for (const float lane : sums) sum += lane;
  return sum;
}

}  // namespace portero::ilbc
