#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "io/media/ilbc/mode.hpp"
#include "io/media/ilbc/smoothing.hpp"

namespace portero::ilbc {

// Makes a decoded residual's pitch periods more alike, which takes out some of the noise of coding
// (RFC 3951 section 4.6). It needs to look ahead: what it gives is enhancer_delay samples late.
class Enhancer {
 public:
  explicit Enhancer(Mode mode);

  // Takes the residual of a frame; gives one of the same length. `after_loss` says that this one
  // came and the one before it was concealed: what is left of that one is led over to this one.
  [[nodiscard]] std::vector<float> enhance(std::span<const float> residual, bool after_loss);

 private:
  void lead_over(std::span<const float> residual);

  Shape shape_;
  History history_{};
  Periods periods_;
};

}  // namespace portero::ilbc
