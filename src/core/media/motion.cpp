#include "core/media/motion.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
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

double share_that_moved(const Thumbnail& before, const Thumbnail& now) {
  const Light light = light_between(before, now);
  Values differences;
  differences.reserve(now.cells.size());
  for (std::size_t i = 0; i < now.cells.size(); ++i)
    differences.push_back(std::abs(now.cells[i] - light.of(before.cells[i])));
  const double limit = beyond_noise(differences);
  const auto moved =
      std::ranges::count_if(differences, [limit](double difference) { return difference > limit; });
  return static_cast<double>(moved) / static_cast<double>(differences.size());
}

bool Motion::wants(base::TimePoint now) const { return !before_ || now - before_at_ >= look_every; }

// A light that goes on is one look, whoever comes is several.
bool Motion::look(const Thumbnail& seen, base::TimePoint now) {
  const bool comparable = before_ && now - before_at_ <= remembers_for;
  const double share = comparable ? share_that_moved(*before_, seen) : 0;
  before_ = seen;
  before_at_ = now;
  const bool moves = share >= least_share && share <= most_share;
  const bool goes_on = std::exchange(moved_before_, moves) && moves;
  if (!goes_on || (told_at_ && now - *told_at_ < told_at_most_every)) return false;
  told_at_ = now;
  return true;
}

}  // namespace portero::media
