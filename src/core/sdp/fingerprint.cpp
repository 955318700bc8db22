#include "core/sdp/fingerprint.hpp"

#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

bool is_hex(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'F');
}

// Pairs of hexadecimal digits with colons between.
bool is_digest(std::string_view text) {
  if (text.size() % 3 != 2) return false;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (at % 3 == 2 ? text[at] != ':' : !is_hex(text[at])) return false;
  return true;
}

}  // namespace

std::optional<Fingerprint> Fingerprint::parse(std::string_view value) {
  Fingerprint fingerprint{.hash = std::string{take_word(value)},
                          .digest = std::string{take_word(value)}};
  for (char& letter : fingerprint.hash)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  for (char& letter : fingerprint.digest)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  if (!is_digest(fingerprint.digest)) return std::nullopt;
  return fingerprint;
}

std::string Fingerprint::text() const { return hash + ' ' + digest; }

std::vector<Fingerprint> fingerprints_of(const Session& session, const Media& media) {
  auto own = every<Fingerprint>(media.attributes);
  return own.empty() ? every<Fingerprint>(session.attributes) : own;
}

std::string_view to_text(Setup setup) {
  switch (setup) {
    case Setup::actpass: return "actpass";
    case Setup::active: return "active";
    case Setup::passive: return "passive";
    case Setup::holdconn: return "holdconn";
  }
  return {};
}

Setup setup_of(const Session& session, const Media& media) {
  const std::string* value = find_value(session, media, "setup");
  for (const Setup setup : {Setup::active, Setup::passive, Setup::holdconn})
    if (value != nullptr && same_name(*value, to_text(setup))) return setup;
  return Setup::actpass;
}

}  // namespace portero::sdp
