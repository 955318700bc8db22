#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/sdp/codec.hpp"
#include "core/sdp/crypto.hpp"
#include "core/sdp/fingerprint.hpp"
#include "core/sdp/ice.hpp"
#include "core/sdp/video_codec.hpp"

namespace portero::sdp {

// What the media process has made ready for one medium of a call.
struct LocalStream {
  std::uint16_t port = 0;        // 0 where there is none: no camera, no sound card
  std::uint16_t rtcp_port = 0;   // 0 means port + 1
  std::vector<Crypto> crypto{};  // our own SRTP key for each suite that we speak, first choice
                                 // first; empty where SDES is not wanted
  std::vector<Candidate> candidates{};

  bool operator==(const LocalStream&) const = default;
};

struct LocalMedia {
  std::string address;  // IPv4 or IPv6 literal
  LocalStream audio{};
  LocalStream video{};
  std::optional<IceDescription> ice{};       // without candidates, which belong to the streams
  std::optional<Fingerprint> fingerprint{};  // of our certificate; none where we speak no DTLS

  bool operator==(const LocalMedia&) const = default;
};

enum class SrtpPolicy : std::uint8_t { off, optional, required };

// How a secured stream gets its keys where the choice is ours.
enum class KeyExchange : std::uint8_t { sdes, dtls };

// What the settings allow.
struct Preferences {
  std::vector<AudioCodec> audio = every_audio_codec();  // first choice first; empty is 'Off'
  std::vector<VideoCodec> video{std::begin(video_codecs), std::end(video_codecs)};  // empty is off
  SrtpPolicy srtp = SrtpPolicy::optional;
  KeyExchange key_exchange = KeyExchange::sdes;
  bool rtcp_mux = true;
  bool bundle = true;  // accepted where it is offered, never offered by us
  std::uint16_t packet_time_ms = 20;
  std::uint32_t video_kbps = 1000;

  bool operator==(const Preferences&) const = default;
};

}  // namespace portero::sdp
