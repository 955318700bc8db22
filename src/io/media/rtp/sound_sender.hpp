#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <gst/gst.h>

#include "core/dtmf/sent_keys.hpp"
#include "core/sdp/agreement.hpp"
#include "io/media/codec/audio_encoder.hpp"
#include "io/media/gst/owned.hpp"
#include "io/media/sound/resampler.hpp"

namespace portero::rtp {

// Makes RTP packets (RFC 3550 section 5.1) of the microphone's sound, and of keys in its place.
// Fed by one thread; told by any.
class SoundSender {
 public:
  // What a session's sender is to be, for these packets.
  [[nodiscard]] static std::string description(const sdp::AudioAgreement& agreement,
                                               std::uint32_t ssrc);

  SoundSender(const sdp::AudioAgreement& agreement, std::uint32_t ssrc, GstElement* appsrc);

  // 48 kHz mono; nothing leaves while it does not send, but time goes on.
  void take(std::span<const std::int16_t> sound);
  void send(bool on) { sends_ = on; }
  // Nothing where the far side takes no events, or while it is sent nothing.
  void press(dtmf::Key key);

 private:
  void send_packet();
  [[nodiscard]] std::optional<dtmf::SentKeys::Packet> key_packet();
  void push(std::uint8_t payload_type, std::uint32_t timestamp, bool marker,
            base::ByteView payload);

  std::unique_ptr<codec::AudioEncoder> encoder_;
  std::optional<sound::Resampler> resampler_;
  gst::Owned<GstElement> appsrc_;
  std::vector<std::int16_t> waiting_;
  std::uint8_t payload_type_;
  std::optional<std::uint8_t> event_type_;
  std::uint32_t ssrc_;
  std::uint32_t timestamp_step_;
  std::uint32_t timestamp_;
  std::uint16_t sequence_;
  bool spoke_ = false;
  std::mutex mutex_;  // of keys_
  dtmf::SentKeys keys_;
  std::atomic<bool> sends_ = false;
};

}  // namespace portero::rtp
