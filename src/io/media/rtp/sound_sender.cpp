#include "io/media/rtp/sound_sender.hpp"

#include <cstring>

#include <fmt/format.h>
#include <gst/app/gstappsrc.h>
#include <gst/rtp/gstrtpbuffer.h>

#include "io/media/gst/pipeline.hpp"
#include "io/media/sound/frame.hpp"

namespace portero::rtp {
namespace {

const sdp::AudioCodecInfo& codec_of(const sdp::AudioAgreement& agreement) {
  return sdp::info(agreement.formats.front().codec);
}

// Events share the clock of the sound among which they are sent (RFC 4733 section 2.1).
std::optional<std::uint8_t> event_type_of(const sdp::AudioAgreement& agreement) {
  for (const sdp::TelephoneEvent& event : agreement.telephone_events)
    if (event.clock_rate == codec_of(agreement).clock_rate) return event.send_payload_type;
  return std::nullopt;
}

}  // namespace

std::string SoundSender::description(const sdp::AudioAgreement& agreement, std::uint32_t ssrc) {
  const sdp::AudioCodecInfo& codec = codec_of(agreement);
  return fmt::format(
      "appsrc name=send is-live=true format=time max-buffers=8 leaky-type=downstream "
      "caps=application/x-rtp,media=audio,clock-rate={},encoding-name={},payload={},ssrc=(uint){}",
      codec.clock_rate, codec.encoding, agreement.formats.front().send_payload_type, ssrc);
}

SoundSender::SoundSender(const sdp::AudioAgreement& agreement, std::uint32_t ssrc,
                         GstElement* appsrc)
    : encoder_(codec::make_encoder(agreement)),
      appsrc_(gst::share(appsrc)),
      payload_type_(agreement.formats.front().send_payload_type),
      event_type_(event_type_of(agreement)),
      ssrc_(ssrc),
      timestamp_(g_random_int()),
      sequence_(static_cast<std::uint16_t>(g_random_int())) {
  const sdp::AudioCodecInfo& codec = codec_of(agreement);
  if (codec.sampling_rate != sound::sample_rate_hz)
    resampler_.emplace(sound::sample_rate_hz, static_cast<int>(codec.sampling_rate));
  timestamp_step_ = static_cast<std::uint32_t>(
      encoder_->samples_per_packet() * std::uint64_t{codec.clock_rate} / codec.sampling_rate);
}

void SoundSender::take(std::span<const std::int16_t> sound) {
  if (resampler_)
    resampler_->convert(sound, waiting_);
  else
    waiting_.insert(waiting_.end(), sound.begin(), sound.end());
  while (waiting_.size() >= encoder_->samples_per_packet()) send_packet();
}

void SoundSender::send_packet() {
  const std::size_t samples = encoder_->samples_per_packet();
  const codec::Payload payload = encoder_->encode({waiting_.data(), samples});
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(samples));
  timestamp_ += timestamp_step_;
  if (!sends_) {
    spoke_ = false;
    const std::lock_guard lock{mutex_};
    keys_.forget();
    return;
  }
  if (const auto key = key_packet()) {
    push(event_type_.value_or(0), key->rtp_timestamp, key->begins, key->payload);
    spoke_ = false;
    return;
  }
  push(payload_type_, timestamp_, !spoke_, payload);  // RFC 3551 section 4.1
  spoke_ = true;
}

void SoundSender::press(dtmf::Key key) {
  const std::lock_guard lock{mutex_};
  if (event_type_ && sends_) static_cast<void>(keys_.press(key));
}

std::optional<dtmf::SentKeys::Packet> SoundSender::key_packet() {
  const std::lock_guard lock{mutex_};
  return keys_.next(timestamp_, timestamp_step_);
}

void SoundSender::push(std::uint8_t payload_type, std::uint32_t timestamp, bool marker,
                       base::ByteView payload) {
  GstBuffer* const packet = gst_rtp_buffer_new_allocate(static_cast<guint>(payload.size()), 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  gst_rtp_buffer_map(packet, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type(&rtp, payload_type);
  gst_rtp_buffer_set_ssrc(&rtp, ssrc_);
  gst_rtp_buffer_set_seq(&rtp, ++sequence_);
  gst_rtp_buffer_set_timestamp(&rtp, timestamp);
  gst_rtp_buffer_set_marker(&rtp, marker ? TRUE : FALSE);
  std::memcpy(gst_rtp_buffer_get_payload(&rtp), payload.data(), payload.size());
  gst_rtp_buffer_unmap(&rtp);
  GST_BUFFER_PTS(packet) = gst::running_time();
  gst_app_src_push_buffer(GST_APP_SRC(appsrc_.get()), packet);
}

}  // namespace portero::rtp
