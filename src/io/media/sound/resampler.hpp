#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

// Of speexdsp.
struct SpeexResamplerState_;

namespace portero::sound {

// From one fixed rate to another, as a stream.
class Resampler {
 public:
  Resampler(int from_hz, int to_hz);
  ~Resampler();
  Resampler(Resampler&&) noexcept;
  Resampler& operator=(Resampler&&) noexcept;

  // Appends what `samples` become to `out`.
  void convert(std::span<const std::int16_t> samples, std::vector<std::int16_t>& out);

 private:
  struct Destroy {
    void operator()(SpeexResamplerState_* state) const;
  };
  std::unique_ptr<SpeexResamplerState_, Destroy> state_;
  int from_hz_;
  int to_hz_;
};

}  // namespace portero::sound
