#include "io/media/codec/g722.hpp"

#include <algorithm>
#include <spandsp.h>

#include "io/media/codec/concealment.hpp"

namespace portero::codec {
namespace {

constexpr int bit_rate = 64'000;
constexpr std::size_t max_bytes = 8 * max_packet_ms;

class Encoder final : public AudioEncoder {
 public:
  explicit Encoder(std::size_t samples)
      : state_(g722_encode_init(nullptr, bit_rate, 0), &g722_encode_free), samples_(samples) {}

  [[nodiscard]] std::size_t samples_per_packet() const override { return samples_; }

  [[nodiscard]] Payload encode(SampleView samples) override {
    Payload out(samples.size() / 2);
    g722_encode(state_.get(), out.data(), samples.data(), static_cast<int>(samples.size()));
    return out;
  }

 private:
  std::unique_ptr<g722_encode_state_t, decltype(&g722_encode_free)> state_;
  std::size_t samples_;
};

class Decoder final : public AudioDecoder {
 public:
  Decoder() : state_(g722_decode_init(nullptr, bit_rate, 0), &g722_decode_free) {}

  [[nodiscard]] Samples decode(base::ByteView payload) override {
    payload = payload.first(std::min(payload.size(), max_bytes));
    Samples out(2 * payload.size());
    g722_decode(state_.get(), out.data(), payload.data(), static_cast<int>(payload.size()));
    concealment_.received(out);
    return out;
  }

  [[nodiscard]] Samples conceal() override { return concealment_.lost(); }

 private:
  std::unique_ptr<g722_decode_state_t, decltype(&g722_decode_free)> state_;
  Concealment concealment_;
};

}  // namespace

std::unique_ptr<AudioEncoder> g722_encoder(std::size_t samples_per_packet) {
  return std::make_unique<Encoder>(samples_per_packet);
}

std::unique_ptr<AudioDecoder> g722_decoder() { return std::make_unique<Decoder>(); }

}  // namespace portero::codec
