// Between a predictor and its line spectral frequencies: those are where, on the unit circle, the
// polynomials P(z) = A(z) + z^-11 A(1/z) and Q(z) = A(z) - z^-11 A(1/z) are zero, by turns.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "io/media/ilbc/lsf.hpp"

namespace portero::ilbc {
namespace {

constexpr std::size_t half_order = lpc_order / 2;

// The first half of P or Q without its root at z = -1 or 1; the other half mirrors it.
using Half = std::array<double, half_order + 1>;

Half half_of(const Lpc& lpc, double sign) {
  Half half{1};
  for (std::size_t i = 1; i < half.size(); ++i) {
    const auto mirrored = static_cast<double>(lpc[lpc_order + 1 - i]);
    half[i] = static_cast<double>(lpc[i]) + sign * mirrored - sign * half[i - 1];
  }
  return half;
}

// The polynomial's value at exp(j frequency), up to a phase: half of it is a sum of cosines, here
// by Clenshaw's recursion in x = cos(frequency).
double value_at(const Half& half, double x) {
  double next = 0;
  double after_next = 0;
  for (std::size_t i = 0; i < half_order; ++i) {
    const double now = half[i] + 2 * x * next - after_next;
    after_next = next;
    next = now;
  }
  return half[half_order] / 2 + x * next - after_next;
}

double bisect(const Half& half, double high, double low) {
  constexpr int halvings = 16;
  const bool above = value_at(half, high) > 0;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (high + low) / 2;
    ((value_at(half, middle) > 0) == above ? high : low) = middle;
  }
  return (high + low) / 2;
}

// 1 - 2 cos(frequency) z^-1 + z^-2, for every second frequency, multiplied.
std::array<double, lpc_order + 2> product(const Lsf& lsf, std::size_t first) {
  std::array<double, lpc_order + 2> polynomial{1};
  for (std::size_t i = first; i < lsf.size(); i += 2) {
    const double middle = -2 * std::cos(static_cast<double>(lsf[i]));
    for (std::size_t power = polynomial.size() - 1; power > 0; --power)
      polynomial[power] +=
          middle * polynomial[power - 1] + (power > 1 ? polynomial[power - 2] : 0.0);
  }
  return polynomial;
}

}  // namespace

std::optional<Lsf> lsf_of(const Lpc& lpc) {
  constexpr std::size_t steps = 256;
  const std::array<Half, 2> halves{half_of(lpc, 1), half_of(lpc, -1)};
  Lsf lsf{};
  std::size_t found = 0;
  double before = 1;
  for (std::size_t step = 1; step <= steps && found < lsf.size(); ++step) {
    const double x = std::cos(std::numbers::pi * static_cast<double>(step) / steps);
    double from = before;
    // The roots of the two alternate; one step may have one of each.
    while (found < lsf.size()) {
      const Half& half = halves[found % 2];
      if ((value_at(half, from) > 0) == (value_at(half, x) > 0)) break;
      from = bisect(half, from, x);
      lsf[found++] = static_cast<float>(std::acos(std::clamp(from, -1.0, 1.0)));
    }
    before = x;
  }
  if (found < lsf.size()) return std::nullopt;
  return lsf;
}

Lpc lpc_of(const Lsf& lsf) {
  const auto p = product(lsf, 0);
  const auto q = product(lsf, 1);
  Lpc lpc{1};
  for (std::size_t i = 1; i < lpc.size(); ++i)
    lpc[i] = static_cast<float>((p[i] + p[i - 1] + q[i] - q[i - 1]) / 2);
  return lpc;
}

}  // namespace portero::ilbc
