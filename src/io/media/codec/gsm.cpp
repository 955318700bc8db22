#include "io/media/codec/gsm.hpp"

#include <algorithm>
#include <type_traits>

#include <gsm/gsm.h>

#include "io/media/codec/concealment.hpp"

namespace portero::codec {
namespace {

constexpr std::size_t frame_samples = 160;
constexpr std::size_t frame_bytes = sizeof(gsm_frame);
constexpr std::size_t max_frames = max_packet_ms / 20;

using State = std::unique_ptr<std::remove_pointer_t<::gsm>, decltype(&gsm_destroy)>;

State make_state() { return {gsm_create(), &gsm_destroy}; }

class Encoder final : public AudioEncoder {
 public:
  explicit Encoder(std::size_t frames) : frames_(frames) {}

  [[nodiscard]] std::size_t samples_per_packet() const override { return frames_ * frame_samples; }

  [[nodiscard]] Payload encode(SampleView samples) override {
    Samples copy(samples.begin(), samples.end());  // libgsm wants to be able to write
    Payload out(frames_ * frame_bytes);
    for (std::size_t i = 0; i < frames_; ++i)
      gsm_encode(state_.get(), copy.data() + i * frame_samples, out.data() + i * frame_bytes);
    return out;
  }

 private:
  State state_ = make_state();
  std::size_t frames_;
};

class Decoder final : public AudioDecoder {
 public:
  [[nodiscard]] Samples decode(base::ByteView payload) override {
    const std::size_t frames = std::min(payload.size() / frame_bytes, max_frames);
    Samples out(frames * frame_samples);
    for (std::size_t i = 0; i < frames; ++i)
      if (!decode_frame(payload.subspan(i * frame_bytes, frame_bytes), &out[i * frame_samples]))
        return conceal();
    if (out.empty()) return conceal();
    concealment_.received(out);
    return out;
  }

  [[nodiscard]] Samples conceal() override { return concealment_.lost(); }

 private:
  // False for what does not begin as a frame must.
  bool decode_frame(base::ByteView frame, std::int16_t* out) {
    gsm_frame copy;
    std::ranges::copy(frame, std::begin(copy));
    return gsm_decode(state_.get(), copy, out) == 0;
  }

  State state_ = make_state();
  Concealment concealment_;
};

}  // namespace

std::unique_ptr<AudioEncoder> gsm_encoder(std::size_t frames_per_packet) {
  return std::make_unique<Encoder>(frames_per_packet);
}

std::unique_ptr<AudioDecoder> gsm_decoder() { return std::make_unique<Decoder>(); }

}  // namespace portero::codec
