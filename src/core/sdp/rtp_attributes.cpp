#include "core/sdp/rtp_attributes.hpp"

#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

// Payload types are 7 bits wide (RFC 3550 section 5.1).
std::optional<std::uint8_t> to_payload_type(std::string_view digits) {
  const auto number = to_number<std::uint8_t>(digits);
  return number && *number < 128 ? number : std::nullopt;
}

}  // namespace

std::optional<Rtpmap> Rtpmap::parse(std::string_view value) {
  const auto payload_type = to_payload_type(take_word(value));
  const auto [encoding, rate_and_channels] = split_at(trimmed(value), '/');
  const auto [rate, channels] = split_at(rate_and_channels, '/');
  const auto clock_rate = to_number<std::uint32_t>(rate);
  if (!payload_type || !clock_rate || encoding.empty()) return std::nullopt;
  return Rtpmap{.payload_type = *payload_type,
                .encoding = std::string{encoding},
                .clock_rate = *clock_rate,
                .channels = to_number<std::uint8_t>(channels).value_or(1)};
}

std::string Rtpmap::text() const {
  if (channels == 1) return fmt::format("{} {}/{}", payload_type, encoding, clock_rate);
  return fmt::format("{} {}/{}/{}", payload_type, encoding, clock_rate, channels);
}

std::optional<Fmtp> Fmtp::parse(std::string_view value) {
  const auto payload_type = to_payload_type(take_word(value));
  if (!payload_type) return std::nullopt;
  return Fmtp{.payload_type = *payload_type, .parameters = std::string{trimmed(value)}};
}

std::string Fmtp::text() const { return fmt::format("{} {}", payload_type, parameters); }

std::optional<std::string_view> find_parameter(std::string_view parameters, std::string_view name) {
  while (!parameters.empty()) {
    const auto [parameter, rest] = split_at(parameters, ';');
    const auto [key, value] = split_at(parameter, '=');
    if (same_name(trimmed(key), name)) return trimmed(value);
    parameters = rest;
  }
  return std::nullopt;
}

std::optional<RtcpFeedback> RtcpFeedback::parse(std::string_view value) {
  const std::string_view which = take_word(value);
  RtcpFeedback feedback{.payload_type = to_payload_type(which),
                        .kind = std::string{trimmed(value)}};
  if ((!feedback.payload_type && which != "*") || feedback.kind.empty()) return std::nullopt;
  return feedback;
}

std::string RtcpFeedback::text() const {
  return payload_type ? fmt::format("{} {}", *payload_type, kind) : "* " + kind;
}

std::optional<Rtcp> Rtcp::parse(std::string_view value) {
  const auto port = to_number<std::uint16_t>(take_word(value));
  if (!port) return std::nullopt;
  Rtcp rtcp{.port = *port, .address = {}};
  for (auto word = take_word(value); !word.empty(); word = take_word(value)) rtcp.address = word;
  return rtcp;
}

std::string Rtcp::text() const {
  if (address.empty()) return fmt::format("{}", port);
  const Connection at = connection_to(address);
  return fmt::format("{} {} {} {}", port, at.network, at.address_type, at.address);
}

std::optional<Group> Group::parse(std::string_view value) {
  Group group{.semantics = std::string{take_word(value)}, .mids = {}};
  if (group.semantics.empty()) return std::nullopt;
  for (auto mid = take_word(value); !mid.empty(); mid = take_word(value))
    group.mids.emplace_back(mid);
  return group;
}

std::string Group::text() const {
  return fmt::format("{}{}{}", semantics, mids.empty() ? "" : " ", fmt::join(mids, " "));
}

std::optional<Ssrc> Ssrc::parse(std::string_view value) {
  const auto ssrc = to_number<std::uint32_t>(take_word(value));
  if (!ssrc) return std::nullopt;
  return Ssrc{.ssrc = *ssrc, .attribute = std::string{trimmed(value)}};
}

std::string Ssrc::text() const { return fmt::format("{} {}", ssrc, attribute); }

std::optional<Extmap> Extmap::parse(std::string_view value) {
  const auto [digits, direction] = split_at(take_word(value), '/');
  const auto id = to_number<std::uint16_t>(digits);
  const std::string_view uri = trimmed(value);
  if (!id || uri.empty()) return std::nullopt;
  return Extmap{.id = *id, .direction = std::string{direction}, .uri = std::string{uri}};
}

std::string Extmap::text() const {
  return direction.empty() ? fmt::format("{} {}", id, uri)
                           : fmt::format("{}/{} {}", id, direction, uri);
}

std::optional<Msid> Msid::parse(std::string_view value) {
  Msid msid{.stream = std::string{take_word(value)}, .track = std::string{take_word(value)}};
  if (msid.stream.empty()) return std::nullopt;
  return msid;
}

std::string Msid::text() const { return track.empty() ? stream : stream + ' ' + track; }

std::optional<std::uint16_t> packet_time_ms(const Media& media, std::string_view name) {
  const std::string* value = find_value(media.attributes, name);
  return value == nullptr ? std::nullopt : to_number<std::uint16_t>(split_at(*value, '.').first);
}

}  // namespace portero::sdp
