#include "io/media/codec/opus.hpp"

#include <algorithm>

#include <opus/opus.h>

#include "base/assert.hpp"

namespace portero::codec {
namespace {

constexpr int rate = 48'000;
constexpr std::size_t frame_samples = 960;
constexpr std::size_t max_samples = 48 * max_packet_ms;
constexpr std::size_t max_bytes = 1275;  // RFC 6716 section 3.2.1
constexpr int complexity = 5;
constexpr int expected_loss_percent = 5;
constexpr std::uint32_t least_bit_rate = 6'000;

// What is above the far side's loudspeaker need not be sent (RFC 7587 section 6.1).
int bandwidth_for(std::uint32_t max_playback_rate) {
  if (max_playback_rate < 12'000) return OPUS_BANDWIDTH_NARROWBAND;
  if (max_playback_rate < 16'000) return OPUS_BANDWIDTH_MEDIUMBAND;
  if (max_playback_rate < 24'000) return OPUS_BANDWIDTH_WIDEBAND;
  if (max_playback_rate < 48'000) return OPUS_BANDWIDTH_SUPERWIDEBAND;
  return OPUS_BANDWIDTH_FULLBAND;
}

class Encoder final : public AudioEncoder {
 public:
  explicit Encoder(const sdp::OpusLimits& limits)
      : state_(opus_encoder_create(rate, 1, OPUS_APPLICATION_VOIP, nullptr),
               &opus_encoder_destroy) {
    PORTERO_ASSERT(state_ != nullptr, "48 kHz mono is what opus can always do");
    const std::uint32_t bit_rate = std::clamp(limits.max_average_bitrate.value_or(opus_bit_rate),
                                              least_bit_rate, opus_bit_rate);
    opus_encoder_ctl(state_.get(), OPUS_SET_BITRATE(static_cast<opus_int32>(bit_rate)));
    opus_encoder_ctl(state_.get(), OPUS_SET_COMPLEXITY(complexity));
    opus_encoder_ctl(state_.get(), OPUS_SET_INBAND_FEC(limits.inband_fec ? 1 : 0));
    opus_encoder_ctl(state_.get(), OPUS_SET_PACKET_LOSS_PERC(expected_loss_percent));
    opus_encoder_ctl(state_.get(), OPUS_SET_MAX_BANDWIDTH(bandwidth_for(limits.max_playback_rate)));
  }

  [[nodiscard]] std::size_t samples_per_packet() const override { return frame_samples; }

  [[nodiscard]] Payload encode(SampleView samples) override {
    Payload out(max_bytes);
    const opus_int32 written =
        opus_encode(state_.get(), samples.data(), static_cast<int>(samples.size()), out.data(),
                    static_cast<opus_int32>(out.size()));
    out.resize(static_cast<std::size_t>(std::max(written, 0)));
    return out;
  }

 private:
  std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)> state_;
};

class Decoder final : public AudioDecoder {
 public:
  Decoder() : state_(opus_decoder_create(rate, 1, nullptr), &opus_decoder_destroy) {
    PORTERO_ASSERT(state_ != nullptr, "48 kHz mono is what opus can always do");
  }

  [[nodiscard]] Samples decode(base::ByteView payload) override {
    if (payload.empty() || payload.size() > 0xFFFF) return conceal();
    Samples out = read(payload, max_samples, false);
    if (out.empty()) return conceal();
    usual_ = out.size();
    return out;
  }

  [[nodiscard]] Samples conceal() override { return read({}, usual_, false); }

  [[nodiscard]] Samples recover(base::ByteView next) override {
    if (next.empty()) return conceal();
    Samples out = read(next, usual_, true);
    return out.empty() ? conceal() : out;
  }

 private:
  // Without bytes, it conceals.
  Samples read(base::ByteView payload, std::size_t most, bool copy_of_the_one_before) {
    Samples out(most);
    const int samples = opus_decode(state_.get(), payload.empty() ? nullptr : payload.data(),
                                    static_cast<opus_int32>(payload.size()), out.data(),
                                    static_cast<int>(out.size()), copy_of_the_one_before ? 1 : 0);
    out.resize(static_cast<std::size_t>(std::max(samples, 0)));
    return out;
  }

  std::unique_ptr<OpusDecoder, decltype(&opus_decoder_destroy)> state_;
  std::size_t usual_ = frame_samples;
};

}  // namespace

std::unique_ptr<AudioEncoder> opus_encoder(const sdp::OpusLimits& limits) {
  return std::make_unique<Encoder>(limits);
}

std::unique_ptr<AudioDecoder> opus_decoder() { return std::make_unique<Decoder>(); }

}  // namespace portero::codec
