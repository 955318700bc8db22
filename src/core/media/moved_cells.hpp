#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>

namespace portero::media {

// How bright the picture is, 0 to 255, in cells from its upper left, row by row.
struct Thumbnail {
  static constexpr std::size_t columns = 32;
  static constexpr std::size_t rows = 18;

  std::array<std::uint8_t, columns * rows> cells{};
};

// The cells that changed by more than light and noise.
struct MovedCells {
  using Cells = std::bitset<Thumbnail::columns * Thumbnail::rows>;

  Cells all;
  // Of them, those that are so whether the light changed or not.
  Cells brighter;
  Cells darker;

  [[nodiscard]] Cells for_certain() const { return brighter | darker; }
  [[nodiscard]] double share() const;
};

[[nodiscard]] MovedCells moved_cells(const Thumbnail& before, const Thumbnail& now);

}  // namespace portero::media
