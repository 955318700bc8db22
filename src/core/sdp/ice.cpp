#include "core/sdp/ice.hpp"

#include <fmt/format.h>

#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::string_view lite_flag = "ice-lite";

std::string text_or_empty(const std::string* value) { return value == nullptr ? "" : *value; }

}  // namespace

std::optional<Candidate> Candidate::parse(std::string_view value) {
  Candidate candidate{.foundation = std::string{take_word(value)}};
  const auto component = to_number<std::uint16_t>(take_word(value));
  candidate.transport = take_word(value);
  const auto priority = to_number<std::uint32_t>(take_word(value));
  candidate.address = take_word(value);
  const auto port = to_number<std::uint16_t>(take_word(value));
  const std::string_view typ = take_word(value);
  candidate.type = take_word(value);
  if (!component || !priority || !port || typ != "typ" || candidate.type.empty())
    return std::nullopt;
  candidate.component = *component;
  candidate.priority = *priority;
  candidate.port = *port;
  candidate.extensions = trimmed(value);
  return candidate;
}

std::string Candidate::text() const {
  return fmt::format("{} {} {} {} {} {} typ {}{}{}", foundation, component, transport, priority,
                     address, port, type, extensions.empty() ? "" : " ", extensions);
}

std::optional<IceDescription> ice_of(const Session& session, const Media& media) {
  IceDescription ice{.ufrag = text_or_empty(find_value(session, media, "ice-ufrag")),
                     .password = text_or_empty(find_value(session, media, "ice-pwd"))};
  if (ice.ufrag.empty() || ice.password.empty()) return std::nullopt;
  ice.options = text_or_empty(find_value(session, media, "ice-options"));
  ice.lite = find_value(session.attributes, lite_flag) != nullptr;
  ice.candidates = every<Candidate>(media.attributes);
  ice.end_of_candidates = find_value(session, media, "end-of-candidates") != nullptr;
  return ice;
}

void append_ice(Session& session, Media& media, const IceDescription& ice) {
  if (ice.lite && find_value(session.attributes, lite_flag) == nullptr)
    session.attributes.push_back({.name = std::string{lite_flag}});
  media.attributes.push_back({.name = "ice-ufrag", .value = ice.ufrag});
  media.attributes.push_back({.name = "ice-pwd", .value = ice.password});
  if (!ice.options.empty())
    media.attributes.push_back({.name = "ice-options", .value = ice.options});
  for (const Candidate& candidate : ice.candidates)
    media.attributes.push_back(attribute_of(candidate));
  if (ice.end_of_candidates) media.attributes.push_back({.name = "end-of-candidates"});
}

}  // namespace portero::sdp
