#include "io/media/codec/g711.hpp"

#include <algorithm>
#include <spandsp.h>

#include "io/media/codec/concealment.hpp"

namespace portero::codec {
namespace {

constexpr std::size_t max_bytes = 8 * max_packet_ms;

class Encoder final : public AudioEncoder {
 public:
  Encoder(Law law, std::size_t samples) : law_(law), samples_(samples) {}

  [[nodiscard]] std::size_t samples_per_packet() const override { return samples_; }

  [[nodiscard]] Payload encode(SampleView samples) override {
    Payload out(samples.size());
    std::ranges::transform(samples, out.begin(), [this](std::int16_t sample) {
      return law_ == Law::a ? linear_to_alaw(sample) : linear_to_ulaw(sample);
    });
    return out;
  }

 private:
  Law law_;
  std::size_t samples_;
};

class Decoder final : public AudioDecoder {
 public:
  explicit Decoder(Law law) : law_(law) {}

  [[nodiscard]] Samples decode(base::ByteView payload) override {
    payload = payload.first(std::min(payload.size(), max_bytes));
    Samples out(payload.size());
    std::ranges::transform(payload, out.begin(), [this](std::uint8_t byte) {
      return law_ == Law::a ? alaw_to_linear(byte) : ulaw_to_linear(byte);
    });
    concealment_.received(out);
    return out;
  }

  [[nodiscard]] Samples conceal() override { return concealment_.lost(); }

 private:
  Law law_;
  Concealment concealment_;
};

}  // namespace

std::unique_ptr<AudioEncoder> g711_encoder(Law law, std::size_t samples_per_packet) {
  return std::make_unique<Encoder>(law, samples_per_packet);
}

std::unique_ptr<AudioDecoder> g711_decoder(Law law) { return std::make_unique<Decoder>(law); }

}  // namespace portero::codec
