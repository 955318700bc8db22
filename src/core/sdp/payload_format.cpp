#include "core/sdp/payload_format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/sdp/limits.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::size_t payload_types = 128;
using Maps = std::array<std::optional<PayloadFormat>, payload_types>;

// Those met in the field: what we speak, and what a rejection should be able to name.
Maps static_maps() {
  Maps maps;
  for (const PayloadFormat& format : {
           PayloadFormat{0, "PCMU", 8000},
           PayloadFormat{3, "GSM", 8000},
           PayloadFormat{4, "G723", 8000},
           PayloadFormat{8, "PCMA", 8000},
           PayloadFormat{9, "G722", 8000},
           PayloadFormat{13, "CN", 8000},
           PayloadFormat{15, "G728", 8000},
           PayloadFormat{18, "G729", 8000},
           PayloadFormat{26, "JPEG", 90000},
           PayloadFormat{31, "H261", 90000},
           PayloadFormat{34, "H263", 90000},
       })
    maps[format.payload_type] = format;
  return maps;
}

// One pass over the attributes, so that a long list of both costs no product of them.
Maps maps_of(const Media& media) {
  Maps maps = static_maps();
  for (const Attribute& attribute : media.attributes) {
    if (attribute.name != Rtpmap::name) continue;
    if (const auto map = Rtpmap::parse(attribute.value))
      maps[map->payload_type] =
          PayloadFormat{map->payload_type, map->encoding, map->clock_rate, map->channels};
  }
  for (const Attribute& attribute : media.attributes) {
    if (attribute.name != Fmtp::name) continue;
    const auto fmtp = Fmtp::parse(attribute.value);
    if (!fmtp) continue;
    if (auto& format = maps[fmtp->payload_type]) format->parameters = fmtp->parameters;
  }
  return maps;
}

bool is_plain(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') || letter == '-' || letter == '.' || letter == '_';
}

}  // namespace

std::vector<PayloadFormat> payload_formats(const Media& media) {
  Maps maps = maps_of(media);
  std::vector<PayloadFormat> formats;
  for (const std::string& word : media.formats) {
    const auto payload_type = to_number<std::uint8_t>(word);
    if (!payload_type || *payload_type >= payload_types) continue;
    if (auto format = std::exchange(maps[*payload_type], std::nullopt))
      formats.push_back(*std::move(format));
  }
  return formats;
}

void append_formats(Media& media, std::span<const PayloadFormat> formats) {
  for (const PayloadFormat& format : formats) {
    media.formats.push_back(fmt::format("{}", format.payload_type));
    media.attributes.push_back(attribute_of(Rtpmap{.payload_type = format.payload_type,
                                                   .encoding = format.encoding,
                                                   .clock_rate = format.clock_rate,
                                                   .channels = format.channels}));
    if (!format.parameters.empty())
      media.attributes.push_back(
          attribute_of(Fmtp{.payload_type = format.payload_type, .parameters = format.parameters}));
  }
}

std::string names_of(std::span<const PayloadFormat> formats) {
  std::string names;
  for (const PayloadFormat& format : formats.first(std::min(formats.size(), max_named_formats))) {
    if (!names.empty()) names += ", ";
    std::ranges::copy_if(format.encoding, std::back_inserter(names), is_plain);
    names += fmt::format("/{}", format.clock_rate);
  }
  if (formats.size() > max_named_formats)
    names += fmt::format(" and {} more", formats.size() - max_named_formats);
  return names.empty() ? "no codec that has a name" : names;
}

std::vector<std::string> feedback_for(const Media& media, std::uint8_t payload_type) {
  std::vector<std::string> kinds;
  for (auto& feedback : every<RtcpFeedback>(media.attributes))
    if (feedback.payload_type.value_or(payload_type) == payload_type)
      kinds.push_back(std::move(feedback.kind));
  return kinds;
}

}  // namespace portero::sdp
