#include "io/media/ilbc/start_state.hpp"

#include <algorithm>
#include <cmath>

#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

// RFC 3951 sections 3.5.3 and 3.5.2: the eight values of a sample of which the loudest is scaled
// to 4.5, and the decimal logarithms of what the loudest can be.
constexpr std::array<float, 8> sample_levels{-3.719849F, -2.177490F, -1.130005F, -0.309692F,
                                             0.444214F,  1.329712F,  2.436279F,  3.983887F};
constexpr float scaled_peak = 4.5F;
constexpr std::array<float, 64> peak_logarithms{
    1.000085F, 1.071695F, 1.140395F, 1.206868F, 1.277188F, 1.351503F, 1.429380F, 1.500727F,
    1.569049F, 1.639599F, 1.707071F, 1.781531F, 1.840799F, 1.901550F, 1.956695F, 2.006750F,
    2.055474F, 2.102787F, 2.142819F, 2.183592F, 2.217962F, 2.257177F, 2.295739F, 2.332967F,
    2.369248F, 2.402792F, 2.435080F, 2.468598F, 2.503394F, 2.539284F, 2.572944F, 2.605036F,
    2.636331F, 2.668939F, 2.698780F, 2.729101F, 2.759786F, 2.789834F, 2.818679F, 2.848074F,
    2.877470F, 2.906899F, 2.936655F, 2.967804F, 3.000115F, 3.033367F, 3.066355F, 3.104231F,
    3.141499F, 3.183012F, 3.222952F, 3.265433F, 3.308441F, 3.350823F, 3.395275F, 3.442793F,
    3.490801F, 3.542514F, 3.604064F, 3.666050F, 3.740994F, 3.830749F, 3.938770F, 4.101764F};

using Scalars = std::array<float, max_scalar_samples>;

template <std::size_t Size>
std::uint8_t nearest(const std::array<float, Size>& levels, float value) {
  const auto at =
      std::ranges::min_element(levels, {}, [&](float level) { return std::abs(level - value); });
  return static_cast<std::uint8_t>(at - levels.begin());
}

// The all-pass filter z^-10 A(1/z) / A(z), whose end runs on into its begin (RFC 3951 section
// 3.5.2): it spreads peaks, and undoes itself when it is applied to the signal in reverse.
void disperse(const Lpc& lpc, std::span<float> signal) {
  std::array<float, 2 * max_scalar_samples> buffer{};
  const auto twice = std::span(buffer).first(2 * signal.size());
  for (std::size_t i = 0; i < twice.size(); ++i)
    for (std::size_t tap = 0; tap <= lpc_order; ++tap)
      if (i >= tap && i - tap < signal.size()) twice[i] += lpc[lpc_order - tap] * signal[i - tap];
  FilterMemory memory{};
  synthesize(lpc, twice, memory);
  for (std::size_t i = 0; i < signal.size(); ++i) signal[i] = twice[i] + twice[signal.size() + i];
}

}  // namespace

std::size_t scalar_begin(Mode mode, std::size_t start, bool state_first) {
  const std::size_t begin = (start - 1) * sub_block_samples;
  return state_first ? begin : begin + state_samples - shape_of(mode).scalar_samples;
}

void place_start_state(Mode mode, std::span<const float> residual, Parameters& parameters) {
  // The middle of a frame is preferred, and the first and last five samples count less (RFC 3951
  // section 3.5.1).
  constexpr std::array<float, max_sub_blocks - 1> preference{0.8F, 0.9F, 1.0F, 0.9F, 0.8F};
  constexpr std::size_t slope = 5;
  const Shape shape = shape_of(mode);
  const std::size_t first = (max_sub_blocks - shape.sub_blocks) / 2;
  float loudest = -1;
  for (std::size_t start = 1; start < shape.sub_blocks; ++start) {
    const auto pair = residual.subspan((start - 1) * sub_block_samples, state_samples);
    float loudness = energy(pair.subspan(slope, state_samples - 2 * slope));
    for (std::size_t i = 0; i < slope; ++i) {
      const float weight = static_cast<float>(i + 1) / (slope + 1);
      const float begin = pair[i];
      const float end = pair[state_samples - 1 - i];
      loudness += weight * (begin * begin + end * end);
    }
    loudness *= preference[first + start - 1];
    if (loudness <= loudest) continue;
    loudest = loudness;
    parameters.start = static_cast<std::uint8_t>(start);
  }
  const auto energy_of = [&](bool state_first) {
    return energy(
        residual.subspan(scalar_begin(mode, parameters.start, state_first), shape.scalar_samples));
  };
  parameters.state_first = energy_of(true) > energy_of(false) ? 1 : 0;
}

void quantize_start_state(Mode mode, std::span<const float> residual, const Lpcs& synthesis,
                          const Lpcs& weighting, Parameters& parameters) {
  const std::size_t begin = scalar_begin(mode, parameters.start, parameters.state_first == 1);
  Scalars scalars{};
  const auto signal = std::span(scalars).first(shape_of(mode).scalar_samples);
  std::ranges::copy(residual.subspan(begin, signal.size()), signal.begin());
  disperse(synthesis[parameters.start - 1U], signal);

  const float peak = std::abs(std::ranges::max(signal, {}, [](float x) { return std::abs(x); }));
  parameters.scale = nearest(peak_logarithms, std::log10(std::max(peak, 10.0F)));
  const float unit = std::pow(10.0F, peak_logarithms[parameters.scale]) / scaled_peak;

  // Each sample is chosen so that the weighted error of all so far is least.
  FilterMemory wanted{};
  FilterMemory chosen{};
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const Lpc& weights = weighting[(begin + i) / sub_block_samples];
    const float target = signal[i] / unit + ringing(weights, wanted);
    const float past = ringing(weights, chosen);
    parameters.state[i] = nearest(sample_levels, target - past);
    remember(wanted, target);
    remember(chosen, past + sample_levels[parameters.state[i]]);
  }
}

void decode_start_state(Mode mode, const Parameters& parameters, const Lpcs& synthesis,
                        std::span<float> residual) {
  const std::size_t begin = scalar_begin(mode, parameters.start, parameters.state_first == 1);
  const auto signal = residual.subspan(begin, shape_of(mode).scalar_samples);
  const float unit = std::pow(10.0F, peak_logarithms[parameters.scale]) / scaled_peak;
  for (std::size_t i = 0; i < signal.size(); ++i)
    signal[signal.size() - 1 - i] = unit * sample_levels[parameters.state[i]];
  disperse(synthesis[parameters.start - 1U], signal);
  std::ranges::reverse(signal);
}

}  // namespace portero::ilbc
