#include "core/sdp/acceptance.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/sdp/description.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

std::unexpected<Rejection> refused(WarnCode code, std::string text) {
  return std::unexpected(Rejection{.code = code, .text = std::move(text)});
}

bool is_multicast(std::string_view address) {
  if (address.contains(':')) return same_name(address.substr(0, 2), "ff");
  const auto first = to_number<std::uint8_t>(split_at(address, '.').first);
  return first && *first >= 224 && *first < 240;
}

bool is_ipv4(std::string_view address) {
  return address.find_first_not_of("0123456789.") == std::string_view::npos;
}

// Addresses of another family cannot be reached; with ICE its candidates decide, a host name is
// resolved by whoever sends.
bool is_reachable(std::string_view theirs, std::string_view ours) {
  const bool name = !theirs.contains(':') && !is_ipv4(theirs);
  return name || is_unspecified(theirs) || theirs.contains(':') == ours.contains(':');
}

std::expected<void, Rejection> check_connection(LineOf offered, const LocalMedia& local) {
  const Connection* connection = connection_of(offered.session, offered.media);
  if (connection == nullptr)
    return refused(WarnCode::miscellaneous, "The other side's offer has no address (c=)");
  const std::string address = quotable(connection->address);
  if (connection->network != "IN")
    return refused(WarnCode::incompatible_network_protocol,
                   fmt::format("The other side is on a network of type {}, we are on IN only",
                               quotable(connection->network)));
  if (is_multicast(connection->address))
    return refused(
        WarnCode::multicast_not_available,
        fmt::format("The other side offers multicast ({}), we do unicast only", address));
  if (!is_reachable(connection->address, local.address) && !ice_of(offered.session, offered.media))
    return refused(WarnCode::incompatible_address_format,
                   fmt::format("The other side is at {}, which cannot be reached from {}", address,
                               local.address));
  return {};
}

// The first of our codecs that they offer, as their format; null without one.
const PayloadFormat* best_audio(std::span<const PayloadFormat> offered,
                                std::span<const AudioCodec> allowed) {
  for (const AudioCodec codec : allowed) {
    const auto found = std::ranges::find(offered, std::optional{codec}, audio_codec_of);
    if (found != offered.end()) return &*found;
  }
  return nullptr;
}

// Our fmtp for their format.
PayloadFormat answering(const PayloadFormat& theirs) {
  PayloadFormat answer = theirs;
  const auto codec = audio_codec_of(theirs);
  answer.parameters = codec ? info(*codec).parameters : "";
  if (codec == AudioCodec::ilbc)
    answer.parameters = fmt::format("mode={}", ilbc_frame_ms(answer.parameters, theirs.parameters));
  return answer;
}

}  // namespace

std::expected<Acceptance, Rejection> accept_audio(LineOf offered, const LocalMedia& local,
                                                  const Preferences& preferences,
                                                  const Protection* agreed) {
  const KeyStore own{local.audio.crypto, local.fingerprint};
  auto keys = answering_keys(offered, own, preferences, agreed);
  if (!keys) return std::unexpected(std::move(keys.error()));
  if (auto reachable = check_connection(offered, local); !reachable)
    return std::unexpected(std::move(reachable.error()));
  const auto formats = payload_formats(offered.media);
  const PayloadFormat* best = best_audio(formats, preferences.audio);
  if (best == nullptr)
    return refused(WarnCode::incompatible_media_format,
                   fmt::format("No common audio codec: the other side offers {}; we can do {}",
                               names_of(formats), names_of(preferences.audio)));
  Acceptance acceptance{.keys = *std::move(keys),
                        .formats = {answering(*best)},
                        .direction = reversed(direction_of(offered.session, offered.media)),
                        .packet_time_ms = preferences.packet_time_ms};
  if (audio_codec_of(*best) == AudioCodec::ilbc)
    acceptance.packet_time_ms = ilbc_frame_ms(acceptance.formats.front().parameters);
  for (const PayloadFormat& format : formats)
    if (is_telephone_event(format) &&
        (format.clock_rate == best->clock_rate || format.clock_rate == 8000))
      acceptance.formats.push_back(telephone_event(format.payload_type, format.clock_rate));
  return acceptance;
}

std::expected<Acceptance, Rejection> accept_video(LineOf offered, const LocalMedia& local,
                                                  const Preferences& preferences,
                                                  const Protection* agreed) {
  const KeyStore own{local.video.crypto, local.fingerprint};
  auto keys = answering_keys(offered, own, preferences, agreed);
  if (!keys) return std::unexpected(std::move(keys.error()));
  if (auto reachable = check_connection(offered, local); !reachable)
    return std::unexpected(std::move(reachable.error()));
  const auto formats = payload_formats(offered.media);
  auto best = best_video(formats, preferences.video);
  if (!best)
    return refused(WarnCode::incompatible_media_format,
                   fmt::format("No common video codec: the other side offers {}; we can do {}",
                               names_of(formats), names_of(preferences.video)));
  const Direction wanted = reversed(direction_of(offered.session, offered.media));
  Acceptance acceptance{
      .keys = *std::move(keys), .formats = {}, .direction = both(wanted, Direction::sendonly)};
  for (const std::string& kind : feedback_for(offered.media, best->payload_type))
    if (std::ranges::find(video_feedback, kind) != std::ranges::end(video_feedback) &&
        std::ranges::find(acceptance.feedback, kind) == acceptance.feedback.end())
      acceptance.feedback.push_back(kind);
  acceptance.formats.push_back(*std::move(best));
  return acceptance;
}

}  // namespace portero::sdp
