#include "core/sdp/answer.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "core/sdp/acceptance.hpp"
#include "core/sdp/bundle.hpp"
#include "core/sdp/description.hpp"
#include "core/sdp/rtp_attributes.hpp"

namespace portero::sdp {
namespace {

class Answering {
 public:
  Answering(const Session& offer, const LocalMedia& local, const Preferences& preferences,
            const Exchange* current)
      : offer_(offer),
        local_(local),
        preferences_(preferences),
        current_(current),
        offered_bundle_(preferences.bundle && preferences.rtcp_mux ? bundle_mids(offer)
                                                                   : std::vector<std::string>{}) {
    accepted_.resize(offer.media.size());
  }

  std::expected<Answer, Rejection> make(const Identity& identity) {
    accept_lines();
    choose_bundle();
    if (auto rejection = why_not()) return std::unexpected(*std::move(rejection));
    session_ = our_session(local_, identity);
    if (!bundle_.empty())
      session_.attributes.push_back(attribute_of(Group{.semantics = "BUNDLE", .mids = bundle_}));
    for (std::size_t number = 0; number < offer_.media.size(); ++number) {
      const Media& line = offer_.media[number];
      const auto& acceptance = accepted_[number];
      session_.media.push_back(acceptance ? accepted_line(line, *acceptance) : refused_line(line));
    }
    auto agreement = agree(session_, offer_, Offerer::them);
    if (!agreement) return std::unexpected(std::move(agreement.error()));
    return Answer{std::move(session_), *std::move(agreement)};
  }

 private:
  void accept_lines() {
    for (std::size_t number = 0; number < offer_.media.size(); ++number) {
      const Media& line = offer_.media[number];
      if (!in_use(line, offered_bundle_)) continue;
      const LineOf offered{offer_, line};
      if (line.type == "audio" && wants_audio() && !has_audio_)
        has_audio_ = keep(number, accept_audio(offered, local_, preferences_, agreed_audio()),
                          audio_refusal_);
      else if (line.type == "video" && wants_video() && !has_video_)
        has_video_ = keep(number, accept_video(offered, local_, preferences_, agreed_video()),
                          video_refusal_);
    }
  }

  bool keep(std::size_t number, std::expected<Acceptance, Rejection> acceptance,
            std::optional<Rejection>& refusal) {
    if (acceptance)
      accepted_[number] = *std::move(acceptance);
    else if (!refusal)
      refusal = std::move(acceptance.error());
    return accepted_[number].has_value();
  }

  // A call whose sound cannot be is refused even if its picture could be.
  [[nodiscard]] std::optional<Rejection> why_not() const {
    if (!has_audio_ && audio_refusal_) return audio_refusal_;
    if (has_audio_ || has_video_) return std::nullopt;
    if (video_refusal_) return video_refusal_;
    std::string offered;
    for (const Media& line : offer_.media)
      if (in_use(line, offered_bundle_) && offered.size() < 100)
        offered += (offered.empty() ? "" : ", ") + quotable(line.type);
    return Rejection{
        .code = WarnCode::media_type_not_available,
        .text = fmt::format("Nothing to see or hear: the other side offers {}; we can do {}",
                            offered.empty() ? "no media" : offered, what_we_do())};
  }

  [[nodiscard]] std::string_view what_we_do() const {
    if (!wants_audio()) return wants_video() ? "video" : "nothing";
    return wants_video() ? "audio and video" : "audio";
  }

  [[nodiscard]] bool wants_audio() const {
    return !preferences_.audio.empty() && local_.audio.port != 0;
  }
  [[nodiscard]] bool wants_video() const {
    return !preferences_.video.empty() && local_.video.port != 0;
  }

  // The group of the answer: what we accepted of theirs, where RTCP shares the port (RFC 9143). The
  // first of it lends its transport, so it must have one. A line that has none and finds no group
  // to join cannot be.
  void choose_bundle() {
    for (const std::string& mid : offered_bundle_) {
      const auto line = std::ranges::find(offer_.media, mid, mid_of);
      if (line == offer_.media.end() || !has_mux(*line) || is_bundled(mid)) continue;
      const auto number = static_cast<std::size_t>(line - offer_.media.begin());
      if (accepted_[number] && (line->port != 0 || !bundle_.empty())) bundle_.push_back(mid);
    }
    for (std::size_t number = 0; number < offer_.media.size(); ++number)
      if (offer_.media[number].port == 0 && !is_bundled(mid_of(offer_.media[number]))) drop(number);
  }

  void drop(std::size_t number) {
    if (!accepted_[number]) return;
    accepted_[number].reset();
    (offer_.media[number].type == "audio" ? has_audio_ : has_video_) = false;
  }

  [[nodiscard]] bool is_bundled(const std::string& mid) const {
    return std::ranges::find(bundle_, mid) != bundle_.end();
  }

  Media accepted_line(const Media& offered, const Acceptance& acceptance) {
    const LocalStream& stream = stream_of(offered);
    Media media{.type = offered.type, .port = stream.port, .proto = offered.proto};
    if (const std::string mid = mid_of(offered); !mid.empty()) append_value(media, "mid", mid);
    append_formats(media, acceptance.formats);
    if (offered.type == "audio") {
      append_value(media, "ptime", fmt::format("{}", acceptance.packet_time_ms));
    } else {
      media.bandwidths.push_back({.type = "AS", .value = preferences_.video_kbps});
      append_feedback(media, acceptance);
    }
    append_flag(media, to_text(acceptance.direction));
    append_rtcp(media, stream, preferences_.rtcp_mux && has_mux(offered));
    append_keys(media, acceptance.keys);
    append_ice_answer(media, offered, stream);
    return media;
  }

  // RFC 8839 sections 4.2.5 and 5.3: candidates that do not name the address of the m= line are of
  // somebody before a relay that knows nothing of ICE. An address that is none waits for
  // candidates.
  void append_ice_answer(Media& media, const Media& offered, const LocalStream& stream) {
    const Media& line = transport_line(offer_, offered, bundle_);
    const auto ice = ice_of(offer_, line);
    if (!ice || !local_.ice) return;
    const Connection* const connection = connection_of(offer_, line);
    const bool names_it = std::ranges::any_of(ice->candidates, [&](const Candidate& candidate) {
      return connection != nullptr && candidate.port == line.port &&
             candidate.address == connection->address;
    });
    if (connection == nullptr || names_it || is_unspecified(connection->address))
      append_ice(session_, media, local_, one_port_of(stream, media));
    else
      append_flag(media, "ice-mismatch");
  }

  // RTCP that shares the port of RTP needs no way of its own.
  static LocalStream one_port_of(LocalStream stream, const Media& media) {
    if (has_mux(media))
      std::erase_if(stream.candidates, [](const Candidate& way) { return way.component != 1; });
    return stream;
  }

  static void append_feedback(Media& media, const Acceptance& acceptance) {
    const std::uint8_t payload_type = acceptance.formats.front().payload_type;
    for (const std::string& kind : acceptance.feedback)
      media.attributes.push_back(
          attribute_of(RtcpFeedback{.payload_type = payload_type, .kind = kind}));
  }

  // Bundled lines share the stream of the first of them.
  [[nodiscard]] const LocalStream& stream_of(const Media& offered) const {
    const Media& line = transport_line(offer_, offered, bundle_);
    return line.type == "audio" ? local_.audio : local_.video;
  }

  static bool has_mux(const Media& media) {
    return find_value(media.attributes, "rtcp-mux") != nullptr;
  }

  [[nodiscard]] const Protection* agreed_audio() const {
    if (current_ == nullptr || !current_->agreement.audio) return nullptr;
    return &current_->agreement.audio->transport.protection;
  }
  [[nodiscard]] const Protection* agreed_video() const {
    if (current_ == nullptr || !current_->agreement.video) return nullptr;
    return &current_->agreement.video->transport.protection;
  }

  const Session& offer_;
  const LocalMedia& local_;
  const Preferences& preferences_;
  const Exchange* current_;
  std::vector<std::string> offered_bundle_;
  std::vector<std::optional<Acceptance>> accepted_;
  bool has_audio_ = false;
  bool has_video_ = false;
  std::optional<Rejection> audio_refusal_;
  std::optional<Rejection> video_refusal_;
  std::vector<std::string> bundle_;
  Session session_;
};

}  // namespace

std::expected<Answer, Rejection> make_answer(const Session& offer, const LocalMedia& local,
                                             const Preferences& preferences,
                                             const Identity& identity, const Exchange* current) {
  return Answering{offer, local, preferences, current}.make(identity);
}

}  // namespace portero::sdp
