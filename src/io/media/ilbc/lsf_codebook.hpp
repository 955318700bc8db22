#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace portero::ilbc {

inline constexpr std::size_t lsf_splits = 3;

// One of the three parts into which a vector of ten LSFs is split, and the entries that an index
// chooses from: `size` numbers each, in units of 2^-13 radians (RFC 3951 section 3.2.4; the values
// are those of its appendix A.8, which a decoder must have).
struct LsfSplit {
  std::size_t begin;  // the first LSF of the part
  std::size_t size;
  std::span<const std::int16_t> entries;

  [[nodiscard]] std::size_t count() const { return entries.size() / size; }
  // In radians.
  [[nodiscard]] float value(std::size_t entry, std::size_t at) const {
    return static_cast<float>(entries[entry * size + at]) / 8192.0F;
  }
};

extern const std::array<LsfSplit, lsf_splits> lsf_codebook;

}  // namespace portero::ilbc
