#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "base/dice.hpp"
#include "io/media/ilbc/filter.hpp"
#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

// Makes up the residual of frames that did not come (RFC 3951 section 4.5.2): the last pitch period
// again where there was one, noise of the same kind where there was none, quieter with each frame
// and silent after 160 ms.
class Concealment {
 public:
  explicit Concealment(Mode mode) : frame_samples_(frame_samples(mode)) {}

  // A frame that came: its residual and the filter of its last sub-block.
  void remember(std::span<const float> residual, const Lpc& lpc);

  [[nodiscard]] std::vector<float> conceal();

  [[nodiscard]] const Lpc& lpc() const { return lpc_; }

 private:
  void keep(std::span<const float> residual);
  void measure_pitch();
  // Of a sample of the frame that is concealed.
  [[nodiscard]] float loudness(std::size_t at) const;

  std::size_t frame_samples_;
  std::array<float, max_frame_samples> past_{};  // the newest last, that came or was concealed
  Lpc lpc_ = flat_lpc;
  std::size_t lost_samples_ = 0;
  std::size_t lag_ = 0;
  float voiced_ = 0;  // how much is said again; the rest is noise
  base::Dice dice_{0};
};

}  // namespace portero::ilbc
