#pragma once

#include <span>

namespace portero::ilbc {

// The sum of the products of two signals of one length.
[[nodiscard]] float product(std::span<const float> one, std::span<const float> other);

[[nodiscard]] inline float energy(std::span<const float> signal) { return product(signal, signal); }

}  // namespace portero::ilbc
