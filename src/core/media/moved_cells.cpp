#include "core/media/moved_cells.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace portero::media {
namespace {

using Values = std::vector<double>;

double median(Values values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// What becomes of a brightness with a cloud, a lamp or a camera that adapts its exposure: J. W.
// Tukey's resistant line through the darker and the brighter half, which a minority that moves does
// not bend.
struct Light {
  double factor = 1;
  double offset = 0;

  [[nodiscard]] double of(double before) const {
    return std::clamp(factor * before + offset, 0.0, 255.0);
  }
};

Light light_between(const Thumbnail& before, const Thumbnail& now) {
  constexpr double least_contrast = 8;  // of the halves; less is no line
  const double middle = median(Values(before.cells.begin(), before.cells.end()));
  Values dark_before, dark_now, bright_before, bright_now;
  for (std::size_t i = 0; i < before.cells.size(); ++i) {
    const bool is_bright = before.cells[i] > middle;
    (is_bright ? bright_before : dark_before).push_back(before.cells[i]);
    (is_bright ? bright_now : dark_now).push_back(now.cells[i]);
  }
  const double dark = median(dark_before);
  const double contrast = median(bright_before) - dark;
  Light light;
  if (!bright_before.empty() && contrast >= least_contrast)
    light.factor = std::clamp((median(bright_now) - median(dark_now)) / contrast, 0.25, 4.0);
  light.offset = median(dark_now) - light.factor * dark;
  return light;
}

// Of a camera in the dark, each cell differs by some steps each time: five times what half of them
// do not exceed, as noise is spread.
double beyond_noise(const Values& differences) {
  constexpr double sigmas = 5;
  constexpr double sigma_of_median = 1.4826;
  return std::clamp(sigmas * sigma_of_median * median(differences), 10.0, 24.0);
}

}  // namespace

double MovedCells::share() const {
  return static_cast<double>(all.count()) / static_cast<double>(Cells{}.size());
}

// White stays white while the light fades: that is neither brighter nor darker.
MovedCells moved_cells(const Thumbnail& before, const Thumbnail& now) {
  const Light light = light_between(before, now);
  Values differences;
  differences.reserve(now.cells.size());
  for (std::size_t i = 0; i < now.cells.size(); ++i)
    differences.push_back(std::abs(now.cells[i] - light.of(before.cells[i])));
  const double limit = beyond_noise(differences);
  MovedCells moved;
  for (std::size_t i = 0; i < now.cells.size(); ++i) {
    const double as_it_was = before.cells[i];
    const double as_lit = light.of(as_it_was);
    moved.all[i] = differences[i] > limit;
    moved.brighter[i] = now.cells[i] > std::max(as_it_was, as_lit) + limit;
    moved.darker[i] = now.cells[i] < std::min(as_it_was, as_lit) - limit;
  }
  return moved;
}

}  // namespace portero::media
