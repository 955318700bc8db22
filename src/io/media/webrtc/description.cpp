#include "io/media/webrtc/description.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "base/ip_address.hpp"
#include "core/sdp/bundle.hpp"
#include "core/sdp/direction.hpp"
#include "core/sdp/fingerprint.hpp"
#include "core/sdp/ice.hpp"
#include "core/sdp/parser.hpp"
#include "core/sdp/payload_format.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"
#include "core/sdp/serializer.hpp"
#include "io/media/webrtc/limits.hpp"

namespace portero::webrtc {
namespace {

using sdp::Media;
using sdp::PayloadFormat;
using sdp::Session;
using Read = std::expected<Theirs, std::string>;

constexpr std::string_view feedback_uri =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
constexpr std::string_view candidate_prefix = "candidate:";
constexpr std::uint16_t max_one_byte_extension = 14;  // RFC 8285 section 4.2

bool is_among(std::initializer_list<std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// What matters to webrtcbin, and cannot be too much for it.
bool concerns_session(const sdp::Attribute& attribute) {
  return is_among({"group", "fingerprint", "setup", "ice-ufrag", "ice-pwd", "ice-options",
                   "ice-lite", "msid-semantic"},
                  attribute.name);
}
bool concerns_line(const sdp::Attribute& attribute) {
  return is_among({"mid", "rtcp-mux", "rtcp-rsize", "fingerprint", "setup", "ice-ufrag", "ice-pwd",
                   "ice-options", "bundle-only", "ssrc", "msid", "sctp-port", "max-message-size"},
                  attribute.name);
}

std::optional<std::uint16_t> feedback_id(const Media& media) {
  for (const auto& extension : sdp::every<sdp::Extmap>(media.attributes))
    if (extension.uri == feedback_uri && extension.id != 0 &&
        extension.id <= max_one_byte_extension)
      return extension.id;
  return std::nullopt;
}

std::optional<PayloadFormat> best_picture(const Media& media,
                                          const std::vector<sdp::VideoCodec>& allowed) {
  std::vector<PayloadFormat> formats = sdp::payload_formats(media);
  // One NAL unit a packet cannot carry our pictures: only packetization mode 1 is good.
  std::erase_if(formats, [](const PayloadFormat& format) {
    const auto video = sdp::video_format_of(format);
    return !video || (video->codec == sdp::VideoCodec::h264 && video->h264.packetization_mode != 1);
  });
  return sdp::best_video(formats, allowed);
}

std::optional<PayloadFormat> opus_of(const Media& media) {
  constexpr std::uint32_t opus_clock_rate = 48000;  // RFC 7587 section 7
  for (const PayloadFormat& format : sdp::payload_formats(media))
    if (sdp::same_name(format.encoding, "opus") && format.clock_rate == opus_clock_rate)
      return format;
  return std::nullopt;
}

bool is_channel(const Media& media) {
  return media.type == "application" && media.proto.ends_with("DTLS/SCTP") &&
         media.formats == std::vector<std::string>{"webrtc-datachannel"};
}

// The format itself and the one that repeats its lost packets (RFC 4588).
std::vector<PayloadFormat> kept_formats(const Media& media, std::uint8_t payload_type) {
  std::vector<PayloadFormat> kept;
  for (const PayloadFormat& format : sdp::payload_formats(media)) {
    const auto apt = sdp::find_parameter(format.parameters, "apt");
    const bool repeats =
        sdp::same_name(format.encoding, "rtx") && apt == std::to_string(payload_type);
    if (format.payload_type == payload_type || repeats) kept.push_back(format);
  }
  return kept;
}

std::optional<std::uint8_t> repetition_payload_type(const Media& media, std::uint8_t payload_type) {
  for (const PayloadFormat& format : kept_formats(media, payload_type))
    if (format.payload_type != payload_type) return format.payload_type;
  return std::nullopt;
}

Media without_attributes(const Media& media) {
  Media narrow = media;
  narrow.attributes.clear();
  for (const sdp::Attribute& attribute : media.attributes)
    if (concerns_line(attribute)) narrow.attributes.push_back(attribute);
  return narrow;
}

// webrtcbin does not look for a direction in the session's part.
void say_direction(Media& media, sdp::Direction direction) {
  media.attributes.push_back({.name = std::string{sdp::to_text(direction)}});
}

Media narrowed(const Media& media, const AgreedStream& stream, sdp::Direction direction) {
  Media narrow = without_attributes(media);
  say_direction(narrow, direction);
  narrow.formats.clear();
  sdp::append_formats(narrow, kept_formats(media, stream.payload_type));
  for (const std::string& kind : sdp::feedback_for(media, stream.payload_type))
    if (is_among({"nack", "nack pli", "ccm fir", "transport-cc"}, kind))
      narrow.attributes.push_back(
          sdp::attribute_of(sdp::RtcpFeedback{.payload_type = stream.payload_type, .kind = kind}));
  if (stream.feedback_id)
    narrow.attributes.push_back(sdp::attribute_of(
        sdp::Extmap{.id = *stream.feedback_id, .uri = std::string{feedback_uri}}));
  return narrow;
}

// An m= line that nothing is wanted of stays in its place, silent.
Media silenced(const Media& media) {
  Media narrow = without_attributes(media);
  say_direction(narrow, sdp::Direction::inactive);
  const std::vector<PayloadFormat> formats = sdp::payload_formats(media);
  if (!formats.empty()) {
    narrow.formats.clear();
    sdp::append_formats(narrow, std::span{formats}.first(1));
  }
  return narrow;
}

// Reads one description; the m= lines are looked at one after the other.
class Reader {
 public:
  Reader(Session session, const Taken& taken)
      : session_(std::move(session)), narrow_(session_), taken_(taken) {}

  Read read() {
    if (auto wrong = read_transport()) return std::unexpected{std::move(*wrong)};
    for (unsigned line = 0; line < session_.media.size(); ++line)
      if (auto wrong = read_line(line)) return std::unexpected{std::move(*wrong)};
    if (!theirs_.picture && !theirs_.sound)
      return std::unexpected{"neither our picture nor our sound can be received"};
    if (bundled_.size() != session_.media.size())
      return std::unexpected{"the bundle names a line that is not there"};
    std::erase_if(narrow_.attributes, [](const auto& a) { return !concerns_session(a); });
    theirs_.sdp = sdp::serialize(narrow_);
    return std::move(theirs_);
  }

 private:
  using Wrong = std::optional<std::string>;

  // All lines share one transport, whose certificate is known before it speaks (P16).
  Wrong read_transport() {
    if (session_.media.empty()) return "there is no m= line";
    bundled_ = sdp::bundle_mids(session_);
    if (bundled_.empty()) return "the lines are not bundled";
    const Media& transport = sdp::transport_line(session_, session_.media.front(), bundled_);
    if (!sdp::ice_of(session_, transport)) return "ICE has no user fragment or password";
    for (const auto& fingerprint : sdp::fingerprints_of(session_, transport))
      if (fingerprint.hash == "sha-256")
        if (const auto bytes = net::parse_fingerprint(fingerprint.digest)) {
          theirs_.certificate = *bytes;
          return std::nullopt;
        }
    return "there is no SHA-256 fingerprint of a certificate";
  }

  Wrong read_line(unsigned line) {
    const Media& media = session_.media[line];
    // Over a line that has no part in the bundle, and over a part of the bundle that has no line,
    // webrtcbin breaks an assertion, and with it the process.
    const std::string mid = sdp::mid_of(media);
    const auto same = [&](const Media& other) { return sdp::mid_of(other) == mid; };
    if (!sdp::in_use(media, bundled_) || std::ranges::find(bundled_, mid) == bundled_.end() ||
        std::ranges::count_if(session_.media, same) != 1)
      return "line " + std::to_string(line) + " has no part in the bundle";
    read_candidates(line);
    if (media.type == "video") return read_picture(line);
    if (media.type == "audio") return read_sound(line);
    if (!is_channel(media)) return "only audio, video and data channels are spoken here";
    if (std::exchange(theirs_.channel, true)) return "there are two lines of data channels";
    narrow_.media[line] = without_attributes(media);
    return std::nullopt;
  }

  Wrong read_picture(unsigned line) {
    const Media& media = session_.media[line];
    if (std::exchange(saw_video_, true)) return "there are two video lines";
    const sdp::Direction direction = sdp::direction_of(session_, media);
    const auto format = best_picture(media, taken_.video);
    const auto video = format ? sdp::video_format_of(*format) : std::nullopt;
    if (!video || !sdp::receives(direction)) return silence(line);
    theirs_.picture = AgreedPicture{.codec = video->codec,
                                    .stream = {.line = line,
                                               .payload_type = format->payload_type,
                                               .feedback_id = feedback_id(media),
                                               .parameters = format->parameters,
                                               .repetition_payload_type = repetition_payload_type(
                                                   media, format->payload_type)}};
    narrow_.media[line] = narrowed(media, theirs_.picture->stream, direction);
    return std::nullopt;
  }

  Wrong read_sound(unsigned line) {
    const Media& media = session_.media[line];
    if (std::exchange(saw_audio_, true)) return "there are two audio lines";
    const sdp::Direction direction = sdp::direction_of(session_, media);
    const auto opus = opus_of(media);
    if (!opus || !taken_.sound || direction == sdp::Direction::inactive) return silence(line);
    theirs_.sound =
        AgreedStream{.line = line,
                     .payload_type = opus->payload_type,
                     .feedback_id = taken_.sound_numbers ? feedback_id(media) : std::nullopt,
                     .to_them = sdp::receives(direction)};
    narrow_.media[line] = narrowed(media, *theirs_.sound, direction);
    return std::nullopt;
  }

  Wrong silence(unsigned line) {
    narrow_.media[line] = silenced(session_.media[line]);
    return std::nullopt;
  }

  void read_candidates(unsigned line) {
    for (const sdp::Attribute& attribute : session_.media[line].attributes) {
      if (attribute.name != sdp::Candidate::name) continue;
      if (theirs_.candidates.size() >= max_remote_candidates) return;
      if (auto usable = usable_candidate(attribute.value))
        theirs_.candidates.push_back({.line = line, .candidate = std::move(*usable)});
    }
  }

  Session session_;
  Session narrow_;
  const Taken& taken_;
  std::vector<std::string> bundled_{};
  bool saw_video_ = false;
  bool saw_audio_ = false;
  Theirs theirs_{};
};

}  // namespace

Read read_offer(std::string_view offer, const Taken& taken) {
  auto session = sdp::parse_session(offer);
  if (!session) return std::unexpected{sdp::to_text(session.error())};
  return Reader{std::move(*session), taken}.read();
}

Read read_answer(std::string_view answer, std::string_view our_offer) {
  auto theirs = sdp::parse_session(answer);
  if (!theirs) return std::unexpected{sdp::to_text(theirs.error())};
  const auto ours = sdp::parse_session(our_offer);
  if (!ours || ours->media.size() != theirs->media.size())
    return std::unexpected{"the answer has other m= lines than the offer"};
  Taken taken{.video = {}, .sound = true, .sound_numbers = true};
  for (std::size_t line = 0; line < ours->media.size(); ++line) {
    const Media& offered = ours->media[line];
    const Media& answered = theirs->media[line];
    if (offered.type != answered.type || sdp::mid_of(offered) != sdp::mid_of(answered))
      return std::unexpected{"the answer has other m= lines than the offer"};
    for (const std::string& format : answered.formats)
      if (std::ranges::find(offered.formats, format) == offered.formats.end())
        return std::unexpected{"the answer has a format that was not offered"};
    for (const PayloadFormat& format : sdp::payload_formats(offered))
      if (const auto video = sdp::video_format_of(format)) taken.video.push_back(video->codec);
  }
  return Reader{std::move(*theirs), taken}.read();
}

std::optional<std::uint32_t> repetition_ssrc(std::string_view description, std::uint32_t ssrc) {
  const auto ours = sdp::parse_session(description);
  if (!ours) return std::nullopt;
  const std::string beginning = fmt::format("FID {} ", ssrc);
  for (const Media& media : ours->media)
    for (const sdp::Attribute& attribute : media.attributes) {
      if (attribute.name != "ssrc-group" || !attribute.value.starts_with(beginning)) continue;
      const std::string_view value = std::string_view{attribute.value}.substr(beginning.size());
      std::uint32_t other = 0;
      if (std::from_chars(value.data(), value.data() + value.size(), other).ec == std::errc{})
        return other;
    }
  return std::nullopt;
}

std::optional<std::string> usable_candidate(std::string_view candidate) {
  const auto is_control = [](char byte) { return static_cast<unsigned char>(byte) < ' '; };
  if (candidate.starts_with(candidate_prefix)) candidate.remove_prefix(candidate_prefix.size());
  if (candidate.size() > max_candidate_bytes || std::ranges::any_of(candidate, is_control))
    return std::nullopt;
  const auto read = sdp::Candidate::parse(candidate);
  if (!read || read->component != 1 || !base::IpAddress::parse(read->address)) return std::nullopt;
  const bool known_transport =
      sdp::same_name(read->transport, "udp") || sdp::same_name(read->transport, "tcp");
  if (!known_transport || !is_among({"host", "srflx", "prflx", "relay"}, read->type))
    return std::nullopt;
  return std::string{candidate_prefix} + read->text();
}

}  // namespace portero::webrtc
