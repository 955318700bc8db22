#include <algorithm>

#include "base/assert.hpp"
#include "io/media/codec/audio_decoder.hpp"
#include "io/media/codec/audio_encoder.hpp"
#include "io/media/codec/g711.hpp"
#include "io/media/codec/g722.hpp"
#include "io/media/codec/gsm.hpp"
#include "io/media/codec/ilbc.hpp"
#include "io/media/codec/opus.hpp"
#include "io/media/codec/speex.hpp"

namespace portero::codec {
namespace {

constexpr std::size_t least_packet_ms = 10;
constexpr std::size_t most_packet_ms = 60;

std::size_t packet_ms(const sdp::AudioAgreement& agreement) {
  return std::clamp<std::size_t>(agreement.packet_time_ms, least_packet_ms, most_packet_ms);
}

// A packet holds whole frames, and at least one.
std::size_t frames(const sdp::AudioAgreement& agreement, std::size_t frame_ms) {
  return std::max<std::size_t>(1, packet_ms(agreement) / frame_ms);
}

}  // namespace

std::unique_ptr<AudioEncoder> make_encoder(const sdp::AudioAgreement& agreement) {
  PORTERO_ASSERT(!agreement.formats.empty(), "sound that was agreed has a format");
  const sdp::AudioFormat& format = agreement.formats.front();
  switch (format.codec) {
    case sdp::AudioCodec::opus: return opus_encoder(sdp::opus_limits(format.remote_parameters));
    case sdp::AudioCodec::g722: return g722_encoder(16 * packet_ms(agreement));
    case sdp::AudioCodec::speex_32000:
      return speex_encoder(SpeexBand::ultra_wide, frames(agreement, 20));
    case sdp::AudioCodec::speex_16000: return speex_encoder(SpeexBand::wide, frames(agreement, 20));
    case sdp::AudioCodec::pcma: return g711_encoder(Law::a, 8 * packet_ms(agreement));
    case sdp::AudioCodec::pcmu: return g711_encoder(Law::mu, 8 * packet_ms(agreement));
    case sdp::AudioCodec::speex_8000:
      return speex_encoder(SpeexBand::narrow, frames(agreement, 20));
    case sdp::AudioCodec::ilbc:
      return agreement.ilbc_frame_ms == 20 ? ilbc_encoder(ilbc::Mode::ms20, frames(agreement, 20))
                                           : ilbc_encoder(ilbc::Mode::ms30, frames(agreement, 30));
    case sdp::AudioCodec::gsm: return gsm_encoder(frames(agreement, 20));
  }
  return nullptr;
}

std::unique_ptr<AudioDecoder> make_decoder(sdp::AudioCodec codec) {
  switch (codec) {
    case sdp::AudioCodec::opus: return opus_decoder();
    case sdp::AudioCodec::g722: return g722_decoder();
    case sdp::AudioCodec::speex_32000: return speex_decoder(SpeexBand::ultra_wide);
    case sdp::AudioCodec::speex_16000: return speex_decoder(SpeexBand::wide);
    case sdp::AudioCodec::pcma: return g711_decoder(Law::a);
    case sdp::AudioCodec::pcmu: return g711_decoder(Law::mu);
    case sdp::AudioCodec::speex_8000: return speex_decoder(SpeexBand::narrow);
    case sdp::AudioCodec::ilbc: return ilbc_decoder();
    case sdp::AudioCodec::gsm: return gsm_decoder();
  }
  return nullptr;
}

}  // namespace portero::codec
