#include "io/media/codec/speex.hpp"

#include <speex/speex.h>

namespace portero::codec {
namespace {

constexpr int quality = 8;
constexpr int complexity = 3;
constexpr std::size_t max_frames = max_packet_ms / 20;
constexpr std::size_t max_frame_bytes = 200;
constexpr std::size_t max_payload_bytes = max_frames * max_frame_bytes;

const SpeexMode* mode_of(SpeexBand band) {
  switch (band) {
    case SpeexBand::narrow: return speex_lib_get_mode(SPEEX_MODEID_NB);
    case SpeexBand::wide: return speex_lib_get_mode(SPEEX_MODEID_WB);
    case SpeexBand::ultra_wide: return speex_lib_get_mode(SPEEX_MODEID_UWB);
  }
  return nullptr;
}

std::size_t frame_samples(SpeexBand band) {
  switch (band) {
    case SpeexBand::narrow: return 160;
    case SpeexBand::wide: return 320;
    case SpeexBand::ultra_wide: return 640;
  }
  return 0;
}

class Bits {
 public:
  Bits() { speex_bits_init(&bits_); }
  ~Bits() { speex_bits_destroy(&bits_); }
  Bits(const Bits&) = delete;
  Bits& operator=(const Bits&) = delete;

  SpeexBits* get() { return &bits_; }

 private:
  SpeexBits bits_{};
};

class Encoder final : public AudioEncoder {
 public:
  Encoder(SpeexBand band, std::size_t frames)
      : frame_(frame_samples(band)),
        frames_(frames),
        state_(speex_encoder_init(mode_of(band)), &speex_encoder_destroy) {
    int value = quality;
    speex_encoder_ctl(state_.get(), SPEEX_SET_QUALITY, &value);
    value = complexity;
    speex_encoder_ctl(state_.get(), SPEEX_SET_COMPLEXITY, &value);
  }

  [[nodiscard]] std::size_t samples_per_packet() const override { return frames_ * frame_; }

  [[nodiscard]] Payload encode(SampleView samples) override {
    Samples copy(samples.begin(), samples.end());  // speex wants to be able to write
    speex_bits_reset(bits_.get());
    for (std::size_t i = 0; i < frames_; ++i)
      speex_encode_int(state_.get(), copy.data() + i * frame_, bits_.get());
    Payload out(frames_ * max_frame_bytes);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes, which speex calls char
    auto* const bytes = reinterpret_cast<char*>(out.data());
    speex_bits_insert_terminator(bits_.get());
    out.resize(static_cast<std::size_t>(
        speex_bits_write(bits_.get(), bytes, static_cast<int>(out.size()))));
    return out;
  }

 private:
  std::size_t frame_;
  std::size_t frames_;
  std::unique_ptr<void, decltype(&speex_encoder_destroy)> state_;
  Bits bits_;
};

class Decoder final : public AudioDecoder {
 public:
  explicit Decoder(SpeexBand band)
      : frame_(frame_samples(band)),
        state_(speex_decoder_init(mode_of(band)), &speex_decoder_destroy) {}

  [[nodiscard]] Samples decode(base::ByteView payload) override {
    if (payload.size() > max_payload_bytes) return conceal();
    std::vector<char> copy(payload.begin(), payload.end());
    speex_bits_read_from(bits_.get(), copy.data(), static_cast<int>(copy.size()));
    Samples out;
    for (std::size_t i = 0; i < max_frames && decode_frame(out); ++i) continue;
    if (out.empty()) return conceal();
    usual_frames_ = out.size() / frame_;
    return out;
  }

  [[nodiscard]] Samples conceal() override {
    Samples out(usual_frames_ * frame_);
    for (std::size_t i = 0; i < usual_frames_; ++i)
      speex_decode_int(state_.get(), nullptr, out.data() + i * frame_);
    return out;
  }

 private:
  // False at the end of the payload, or where it is damaged.
  bool decode_frame(Samples& out) {
    Samples frame(frame_);
    const bool whole = speex_bits_remaining(bits_.get()) > 0 &&
                       speex_decode_int(state_.get(), bits_.get(), frame.data()) == 0 &&
                       speex_bits_remaining(bits_.get()) >= 0;
    if (whole) out.insert(out.end(), frame.begin(), frame.end());
    return whole;
  }

  std::size_t frame_;
  std::unique_ptr<void, decltype(&speex_decoder_destroy)> state_;
  Bits bits_;
  std::size_t usual_frames_ = 0;
};

}  // namespace

std::unique_ptr<AudioEncoder> speex_encoder(SpeexBand band, std::size_t frames_per_packet) {
  return std::make_unique<Encoder>(band, frames_per_packet);
}

std::unique_ptr<AudioDecoder> speex_decoder(SpeexBand band) {
  return std::make_unique<Decoder>(band);
}

}  // namespace portero::codec
