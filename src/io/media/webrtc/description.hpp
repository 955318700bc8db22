#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/session.hpp"
#include "core/sdp/video_codec.hpp"
#include "io/net/fingerprint.hpp"

namespace portero::webrtc {

// A candidate of theirs that libnice may have: a literal address, in its own spelling.
struct RemoteCandidate {
  unsigned line = 0;
  std::string candidate;  // "candidate:1 1 udp 2113937151 192.0.2.7 40012 typ host"

  bool operator==(const RemoteCandidate&) const = default;
};

// What one m= line agrees on.
struct AgreedStream {
  unsigned line = 0;
  std::uint8_t payload_type = 0;
  std::optional<std::uint16_t> feedback_id{};  // of the transport-wide sequence numbers
  std::string parameters{};                    // as our answer must repeat them
  // Of what is sent again (RFC 4588); nullopt: nothing is.
  std::optional<std::uint8_t> repetition_payload_type{};
  bool to_them = true;  // they receive it

  bool operator==(const AgreedStream&) const = default;
};

struct AgreedPicture {
  sdp::VideoCodec codec = sdp::VideoCodec::h264;
  AgreedStream stream;

  bool operator==(const AgreedPicture&) const = default;
};

// What of a browser's description we act on.
struct Theirs {
  std::optional<AgreedPicture> picture;
  std::optional<AgreedStream> sound;
  bool channel = false;
  net::CertificateFingerprint certificate{};  // of who must be at the other end
  std::vector<RemoteCandidate> candidates;
  // The same description with nothing in it that we do not take: what webrtcbin gets to read.
  std::string sdp;
};

struct Taken {
  std::vector<sdp::VideoCodec> video;
  bool sound = true;
  bool sound_numbers = false;  // transport-wide ones
};

// An error is a sentence for whoever sent it.
[[nodiscard]] std::expected<Theirs, std::string> read_offer(std::string_view offer,
                                                            const Taken& taken);
// To an offer that webrtcbin made.
[[nodiscard]] std::expected<Theirs, std::string> read_answer(std::string_view answer,
                                                             std::string_view our_offer);

// As which source a description of webrtcbin's says that packets of `ssrc` are sent again (RFC 5576
// section 4.2, RFC 4588 section 8.4).
[[nodiscard]] std::optional<std::uint32_t> repetition_ssrc(std::string_view description,
                                                           std::uint32_t ssrc);

// Nullopt for what we cannot use: names (a browser that hides its addresses behind mDNS is found
// when it speaks first), components besides the first, what is no candidate or more than a
// line, the end of them.
[[nodiscard]] std::optional<std::string> usable_candidate(std::string_view candidate);

}  // namespace portero::webrtc
