#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "core/sdp/codec.hpp"
#include "core/sdp/direction.hpp"
#include "core/sdp/rejection.hpp"
#include "core/sdp/session.hpp"
#include "core/sdp/transport.hpp"
#include "core/sdp/video_codec.hpp"

namespace portero::sdp {

// What an offer and its answer agree on (RFC 3264), as the media process is told it. Payload types
// to send are those of the other side's description, those to receive are of ours.

struct AudioFormat {
  AudioCodec codec = AudioCodec::pcmu;
  std::uint8_t send_payload_type = 0;
  std::uint8_t receive_payload_type = 0;
  std::string remote_parameters{};  // their fmtp: what our encoder must keep to

  bool operator==(const AudioFormat&) const = default;
};

struct TelephoneEvent {  // RFC 4733
  std::uint8_t send_payload_type = 0;
  std::uint8_t receive_payload_type = 0;
  std::uint32_t clock_rate = 8000;  // Hz

  bool operator==(const TelephoneEvent&) const = default;
};

struct AudioAgreement {
  std::size_t line = 0;  // which m= line, counted from 0
  Transport transport{};
  Direction direction = Direction::sendrecv;       // ours
  std::vector<AudioFormat> formats{};              // never none: send the first, understand all
  std::vector<TelephoneEvent> telephone_events{};  // all may come
  std::uint16_t packet_time_ms = 20;               // to send
  std::optional<std::uint16_t> ilbc_frame_ms{};    // of iLBC only: 20 or 30
  std::string why{};                               // this codec: for people

  bool operator==(const AudioAgreement&) const = default;
};

struct VideoAgreement {
  std::size_t line = 0;
  Transport transport{};
  Direction direction = Direction::sendonly;  // ours: sendonly or inactive
  VideoFormat format{};
  std::uint8_t payload_type = 0;            // to send
  std::vector<std::string> feedback{};      // of a=rtcp-fb, on both sides: "nack pli", "ccm fir"
  std::optional<std::uint32_t> max_kbps{};  // what they allow us (b=AS, b=TIAS)
  std::string why{};

  bool operator==(const VideoAgreement&) const = default;
};

struct Agreement {
  std::optional<AudioAgreement> audio{};
  std::optional<VideoAgreement> video{};

  bool operator==(const Agreement&) const = default;
};

// Fails where nothing remains, or where the sound that was agreed cannot be: lines whose formats or
// keys do not meet. Video that cannot be is left out.
[[nodiscard]] std::expected<Agreement, Rejection> agree(const Session& ours, const Session& theirs,
                                                        Offerer offerer);

// Our certificate as they know it; none where nothing is protected by DTLS.
[[nodiscard]] std::optional<Fingerprint> our_certificate(const Agreement& agreement);

// Whether the other side put the call on hold, in any of the three forms: sendonly, inactive, or a
// connection to 0.0.0.0 (CALL-7). Sound decides where there is any.
[[nodiscard]] bool is_on_hold(const Agreement& agreement);

}  // namespace portero::sdp
