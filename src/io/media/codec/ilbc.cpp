#include "io/media/codec/ilbc.hpp"

#include <optional>

#include "io/media/ilbc/decoder.hpp"
#include "io/media/ilbc/encoder.hpp"

namespace portero::codec {
namespace {

using ilbc::Mode;

class Encoder final : public AudioEncoder {
 public:
  Encoder(Mode mode, std::size_t frames)
      : frame_(ilbc::frame_samples(mode)), frames_(frames), encoder_(mode) {}

  [[nodiscard]] std::size_t samples_per_packet() const override { return frames_ * frame_; }

  [[nodiscard]] Payload encode(SampleView samples) override {
    Payload out;
    for (std::size_t i = 0; i < frames_; ++i) {
      const Payload frame = encoder_.encode(samples.subspan(i * frame_, frame_));
      out.insert(out.end(), frame.begin(), frame.end());
    }
    return out;
  }

 private:
  std::size_t frame_;
  std::size_t frames_;
  ilbc::Encoder encoder_;
};

std::optional<Mode> mode_of(std::size_t payload_bytes) {
  for (const Mode mode : {Mode::ms20, Mode::ms30})
    if (payload_bytes > 0 && payload_bytes % ilbc::frame_bytes(mode) == 0) return mode;
  return std::nullopt;
}

class Decoder final : public AudioDecoder {
 public:
  [[nodiscard]] Samples decode(base::ByteView payload) override {
    const auto mode = mode_of(payload.size());
    if (!mode) return conceal();
    const std::size_t frames = payload.size() / ilbc::frame_bytes(*mode);
    if (frames * ilbc::frame_samples(*mode) > 8 * max_packet_ms) return conceal();
    frames_ = frames;
    if (mode != mode_ || !decoder_) {
      mode_ = mode;
      decoder_.emplace(*mode);
    }
    Samples out;
    for (std::size_t i = 0; i < frames_; ++i)
      append(out, decoder_->decode(
                      payload.subspan(i * ilbc::frame_bytes(*mode), ilbc::frame_bytes(*mode))));
    return out;
  }

  [[nodiscard]] Samples conceal() override {
    Samples out;
    for (std::size_t i = 0; decoder_ && i < frames_; ++i) append(out, decoder_->conceal());
    return out;
  }

 private:
  static void append(Samples& to, const Samples& more) {
    to.insert(to.end(), more.begin(), more.end());
  }

  std::optional<Mode> mode_;
  std::optional<ilbc::Decoder> decoder_;
  std::size_t frames_ = 0;
};

}  // namespace

std::unique_ptr<AudioEncoder> ilbc_encoder(ilbc::Mode mode, std::size_t frames_per_packet) {
  return std::make_unique<Encoder>(mode, frames_per_packet);
}

std::unique_ptr<AudioDecoder> ilbc_decoder() { return std::make_unique<Decoder>(); }

}  // namespace portero::codec
