#pragma once

#include <cstddef>
#include <cstdint>

// The internet Low Bit Rate Codec, RFC 3951: speech at 8000 samples a second, in frames of 20 ms
// (15.2 kbit/s) or 30 ms (13.33 kbit/s), each of which is decoded without the ones before it.
//
// A frame's linear prediction residual is coded from its loudest place on: 57 or 58 samples there
// (the start state) are quantized one by one, then sub-blocks of 40 samples after and before them
// are composed of what is decoded already. All this is written from the algorithm; no text of
// the RFC's reference source is copied. The constants of the format are the RFC's, as they must be,
// and say in which section it has them.
namespace portero::ilbc {

enum class Mode : std::uint8_t { ms20, ms30 };

inline constexpr std::size_t sub_block_samples = 40;
inline constexpr std::size_t max_sub_blocks = 6;
inline constexpr std::size_t max_frame_samples = max_sub_blocks * sub_block_samples;
// The two sub-blocks in which the start state lies.
inline constexpr std::size_t state_samples = 80;

// The sizes in which the modes differ (RFC 3951 section 2).
struct Shape {
  std::size_t sub_blocks;
  std::size_t bytes;
  std::size_t lsf_sets;
  std::size_t scalar_samples;  // of the start state, quantized one by one
  std::size_t enhancer_delay;  // in samples

  [[nodiscard]] constexpr std::size_t samples() const { return sub_blocks * sub_block_samples; }
  // How many sub-blocks are predicted from the start state.
  [[nodiscard]] constexpr std::size_t predicted_sub_blocks() const { return sub_blocks - 2; }
};

[[nodiscard]] constexpr Shape shape_of(Mode mode) {
  switch (mode) {
    case Mode::ms20: return {4, 38, 1, 57, 40};
    case Mode::ms30: return {6, 50, 2, 58, 80};
  }
  return {};
}

[[nodiscard]] constexpr std::size_t frame_samples(Mode mode) { return shape_of(mode).samples(); }
[[nodiscard]] constexpr std::size_t frame_bytes(Mode mode) { return shape_of(mode).bytes; }

}  // namespace portero::ilbc
