#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/dtmf/key_report.hpp"
#include "core/sdp/agreement.hpp"
#include "io/media/codec/audio_decoder.hpp"
#include "io/media/sound/inband_tones.hpp"
#include "io/media/sound/resampler.hpp"

namespace portero::rtp {

// Makes sound of the far side's payloads, and fills what is lost. Fed by one thread, which is told
// the sound as well.
class SoundPlayer {
 public:
  using Heard = std::function<void(std::span<const std::int16_t>)>;  // 48 kHz mono
  using Tone = std::function<void(const dtmf::InbandTone&)>;

  SoundPlayer(Heard heard, Tone tone) : heard_(std::move(heard)), tone_(std::move(tone)) {}

  // What may come from now on; nothing is played before.
  void expect(const std::vector<sdp::AudioFormat>& formats);
  // Payloads in order; nullopt for one that is lost.
  void play(std::uint8_t payload_type, std::optional<base::ByteView> payload);

 private:
  struct Stream {
    std::unique_ptr<codec::AudioDecoder> decoder;
    std::optional<sound::Resampler> to_48_khz;
    std::unique_ptr<sound::InbandTones> tones;
  };

  void give(Stream& stream, const codec::Samples& samples);

  std::mutex mutex_;  // of what follows
  std::map<std::uint8_t, Stream> streams_;
  Stream* current_ = nullptr;
  bool one_is_missing_ = false;
  std::vector<std::int16_t> converted_;
  Heard heard_;
  Tone tone_;
};

}  // namespace portero::rtp
