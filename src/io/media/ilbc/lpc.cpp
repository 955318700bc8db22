#include "io/media/ilbc/lpc.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

using Windowed = std::array<float, max_frame_samples>;
using Autocorrelation = std::array<double, lpc_order + 1>;

Windowed make_symmetric() {
  Windowed window{};
  for (std::size_t i = 0; i < window.size(); ++i)
    window[i] = 0.5F - 0.5F * std::cos(2 * std::numbers::pi_v<float> * static_cast<float>(i + 1) /
                                       (window.size() + 1));
  return window;
}

Windowed make_newest() {
  constexpr std::size_t rising = 220;
  Windowed window{};
  for (std::size_t i = 0; i < window.size(); ++i) {
    const auto at = static_cast<float>(i);
    const float rise = std::sin(std::numbers::pi_v<float> * (at + 1) / 441);
    const float fall = std::cos(std::numbers::pi_v<float> * (at - rising) / 40);
    window[i] = i < rising ? rise * rise : fall;
  }
  return window;
}

// Makes peaks 60 Hz wide, and adds a little noise.
Autocorrelation make_lag_window() {
  Autocorrelation window{1.0001};
  for (std::size_t i = 1; i < window.size(); ++i) {
    const double x = 2 * std::numbers::pi * 60.0 * static_cast<double>(i) / 8000.0;
    window[i] = std::exp(-0.5 * x * x);
  }
  return window;
}

Autocorrelation autocorrelation(std::span<const float> signal) {
  static const Autocorrelation lag_window = make_lag_window();
  Autocorrelation result{};
  for (std::size_t lag = 0; lag < result.size(); ++lag)
    result[lag] = lag_window[lag] * static_cast<double>(product(signal.subspan(lag), signal));
  return result;
}

// Levinson and Durbin's recursion.
Lpc solve(const Autocorrelation& correlation) {
  constexpr double silence = 1e-3;
  if (correlation[0] < silence) return flat_lpc;
  std::array<double, lpc_order + 1> a{1};
  double error = correlation[0];
  for (std::size_t order = 1; order < a.size(); ++order) {
    double sum = correlation[order];
    for (std::size_t i = 1; i < order; ++i) sum += a[i] * correlation[order - i];
    const double reflection = -sum / error;
    const auto before = a;
    for (std::size_t i = 1; i < order; ++i) a[i] += reflection * before[order - i];
    a[order] = reflection;
    error *= 1 - reflection * reflection;
  }
  Lpc lpc{};
  std::ranges::transform(a, lpc.begin(), [](double value) { return static_cast<float>(value); });
  return lpc;
}

}  // namespace

Lpc analyze(std::span<const float, max_frame_samples> signal, Window window) {
  static const Windowed symmetric = make_symmetric();
  static const Windowed newest = make_newest();
  Windowed windowed{};
  std::ranges::transform(signal, window == Window::symmetric ? symmetric : newest, windowed.begin(),
                         std::multiplies{});
  return solve(autocorrelation(windowed));
}

Lpc widen(const Lpc& lpc, float chirp) {
  Lpc wider = lpc;
  float factor = 1;
  for (float& coefficient : wider) {
    coefficient *= factor;
    factor *= chirp;
  }
  return wider;
}

}  // namespace portero::ilbc
