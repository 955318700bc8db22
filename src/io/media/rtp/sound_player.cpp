#include "io/media/rtp/sound_player.hpp"

#include "io/media/sound/frame.hpp"

namespace portero::rtp {

void SoundPlayer::expect(const std::vector<sdp::AudioFormat>& formats) {
  const std::lock_guard lock{mutex_};
  streams_.clear();
  current_ = nullptr;
  for (const sdp::AudioFormat& format : formats) {
    const auto rate = static_cast<int>(sdp::info(format.codec).sampling_rate);
    Stream stream{.decoder = codec::make_decoder(format.codec),
                  .to_48_khz = std::nullopt,
                  .tones = std::make_unique<sound::InbandTones>(rate)};
    if (rate != sound::sample_rate_hz) stream.to_48_khz.emplace(rate, sound::sample_rate_hz);
    streams_.insert_or_assign(format.receive_payload_type, std::move(stream));
  }
}

// What is missing is filled once the next packet is there, which may help; the jitter buffer tells
// of both at nearly the same time.
void SoundPlayer::play(std::uint8_t payload_type, std::optional<base::ByteView> payload) {
  const std::lock_guard lock{mutex_};
  if (!payload) {
    if (one_is_missing_ && current_ != nullptr) give(*current_, current_->decoder->conceal());
    one_is_missing_ = true;
    return;
  }
  const auto found = streams_.find(payload_type);
  if (found == streams_.end()) {
    one_is_missing_ = false;  // a key: there is no sound to be missed
    return;
  }
  Stream& stream = found->second;
  if (one_is_missing_ && current_ == &stream) give(stream, stream.decoder->recover(*payload));
  one_is_missing_ = false;
  current_ = &stream;
  give(stream, stream.decoder->decode(*payload));
}

void SoundPlayer::give(Stream& stream, const codec::Samples& samples) {
  for (const dtmf::InbandTone& tone : stream.tones->hear(samples)) tone_(tone);
  if (!stream.to_48_khz) return heard_(samples);
  converted_.clear();
  stream.to_48_khz->convert(samples, converted_);
  heard_(converted_);
}

}  // namespace portero::rtp
