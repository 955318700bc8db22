#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "io/media/ilbc/codebook.hpp"
#include "io/media/ilbc/filter.hpp"
#include "io/media/ilbc/parameters.hpp"

namespace portero::ilbc {

// Which index may be chosen in which stage.
using Sendable = std::function<bool(std::size_t stage, std::size_t index)>;

// The three vectors and gains that are nearest to the target, by turns, where the error counts
// after the filter 1/weighting (RFC 3951 section 3.6.4); then all of it is made as loud as the
// target (section 3.7).
[[nodiscard]] CodebookChoice search(const Codebook& codebook, std::span<const float> target,
                                    const Lpc& weighting, const Sendable& sendable);

}  // namespace portero::ilbc
