#include "core/sdp/offer.hpp"

#include <algorithm>
#include <iterator>
#include <variant>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "core/sdp/bundle.hpp"
#include "core/sdp/description.hpp"
#include "core/sdp/direction.hpp"
#include "core/sdp/keying.hpp"
#include "core/sdp/payload_numbers.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/rtp_profile.hpp"

namespace portero::sdp {
namespace {

class Offering {
 public:
  Offering(const LocalMedia& local, const Preferences& preferences, const Exchange* current)
      : local_(local), preferences_(preferences), current_(current) {}

  Session make(const Identity& identity) {
    session_ = our_session(local_, identity);
    if (current_ != nullptr) {
      numbers_.learn(current_->ours);
      numbers_.learn(current_->theirs);
      keep_places();
    }
    if (wants_audio()) session_.media.push_back(audio(nullptr));
    if (wants_video()) session_.media.push_back(video(nullptr));
    return std::move(session_);
  }

 private:
  // Each line of the dialog so far is used again for the same medium, or stays as a refused one.
  void keep_places() {
    for (const Media& line : current_->ours.media) {
      const Media* place = line.port == 0 ? nullptr : &line;
      if (line.type == "audio" && wants_audio() && !is_better_later(line))
        session_.media.push_back(audio(place));
      else if (line.type == "video" && wants_video() && !is_better_later(line))
        session_.media.push_back(video(place));
      else
        session_.media.push_back(refused_line(line));
    }
    keep_bundle();
  }

  // A refused line is passed over where a later one of the same medium is in use.
  [[nodiscard]] bool is_better_later(const Media& line) const {
    return line.port == 0 && std::ranges::any_of(current_->ours.media, [&](const Media& other) {
             return other.type == line.type && other.port != 0;
           });
  }

  // The lines that shared a transport go on sharing the one of the first that is left.
  void keep_bundle() {
    Group group{.semantics = "BUNDLE", .mids = bundle_mids(current_->ours)};
    std::erase_if(group.mids, [&](const std::string& mid) { return line_of(mid) == nullptr; });
    if (group.mids.empty()) return;
    const std::uint16_t port = line_of(group.mids.front())->port;
    for (const std::string& mid : group.mids) line_of(mid)->port = port;
    session_.attributes.push_back(attribute_of(group));
  }

  Media* line_of(const std::string& mid) {
    const auto line = std::ranges::find_if(session_.media, [&](const Media& media) {
      return media.port != 0 && mid_of(media) == mid;
    });
    return line == session_.media.end() ? nullptr : &*line;
  }

  [[nodiscard]] bool wants_audio() const {
    return !audio_done_ && !preferences_.audio.empty() && local_.audio.port != 0;
  }
  [[nodiscard]] bool wants_video() const {
    return !video_done_ && !preferences_.video.empty() && local_.video.port != 0;
  }

  Media audio(const Media* place) {
    audio_done_ = true;
    Media media = begin("audio", local_.audio, place);
    std::vector<PayloadFormat> formats;
    std::ranges::transform(preferences_.audio, std::back_inserter(formats), to_format);
    std::ranges::move(telephone_events_for(preferences_.audio), std::back_inserter(formats));
    append_formats(media, numbers_.number(std::move(formats)));
    append_value(media, "ptime", fmt::format("{}", preferences_.packet_time_ms));
    append_flag(media, to_text(Direction::sendrecv));
    return end(std::move(media), local_.audio);
  }

  Media video(const Media* place) {
    video_done_ = true;
    Media media = begin("video", local_.video, place);
    media.bandwidths.push_back({.type = "AS", .value = preferences_.video_kbps});
    append_formats(media, numbers_.number(video_formats_to_offer(preferences_.video)));
    for (const std::string_view kind : video_feedback)
      media.attributes.push_back(
          attribute_of(RtcpFeedback{.payload_type = {}, .kind = std::string{kind}}));
    append_flag(media, to_text(Direction::sendonly));
    return end(std::move(media), local_.video);
  }

  [[nodiscard]] Media begin(std::string type, const LocalStream& stream, const Media* place) {
    keys_ = keys_for(stream, place);
    uses_ice_ = place != nullptr && ice_of(current_->ours, *place).has_value();
    Media media{.type = std::move(type), .port = stream.port, .proto = proto_for(place)};
    if (place != nullptr && !mid_of(*place).empty()) append_value(media, "mid", mid_of(*place));
    return media;
  }

  [[nodiscard]] Media end(Media media, const LocalStream& stream) {
    append_rtcp(media, stream, preferences_.rtcp_mux);
    append_keys(media, keys_);
    if (uses_ice_) append_ice(session_, media, local_, stream);
    return media;
  }

  // A line of a secure proto stays secure, and keys come the way they came, whatever we would offer
  // today.
  [[nodiscard]] Keys keys_for(const LocalStream& stream, const Media* place) const {
    const KeyStore own{stream.crypto, local_.fingerprint};
    const auto profile = place == nullptr ? std::nullopt : rtp_profile(place->proto);
    Preferences preferences = preferences_;
    if (profile && profile->secure) preferences.srtp = SrtpPolicy::required;
    if (place != nullptr && find_value(place->attributes, Fingerprint::name) != nullptr)
      preferences.key_exchange = KeyExchange::dtls;
    else if (place != nullptr && find_value(place->attributes, Crypto::name) != nullptr)
      preferences.key_exchange = KeyExchange::sdes;
    Keys keys = offering_keys(own, preferences);
    PORTERO_ASSERT(
        preferences_.srtp != SrtpPolicy::required || !std::holds_alternative<NoKeys>(keys),
        "whoever requires SRTP brings keys for it");
    return keys;
  }

  // The proto of the dialog stays as long as the keys of today still serve it.
  [[nodiscard]] std::string proto_for(const Media* place) const {
    const auto profile = place == nullptr ? std::nullopt : rtp_profile(place->proto);
    if (!profile) return offering_proto(keys_, preferences_.srtp);
    const bool has_keys = profile->dtls ? std::holds_alternative<DtlsKeys>(keys_)
                                        : !std::holds_alternative<NoKeys>(keys_);
    const bool serves = profile->secure ? has_keys : preferences_.srtp != SrtpPolicy::required;
    return serves ? place->proto : offering_proto(keys_, preferences_.srtp);
  }

  const LocalMedia& local_;
  const Preferences& preferences_;
  const Exchange* current_;
  Session session_;
  PayloadNumbers numbers_;
  Keys keys_;  // of the line that is being written, as is the next
  bool uses_ice_ = false;
  bool audio_done_ = false;
  bool video_done_ = false;
};

}  // namespace

Session make_offer(const LocalMedia& local, const Preferences& preferences,
                   const Identity& identity, const Exchange* current) {
  return Offering{local, preferences, current}.make(identity);
}

}  // namespace portero::sdp
