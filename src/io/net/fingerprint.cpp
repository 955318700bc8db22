#include "io/net/fingerprint.hpp"

#include <charconv>
#include <cstddef>

namespace portero::net {

std::optional<CertificateFingerprint> parse_fingerprint(std::string_view text) {
  CertificateFingerprint fingerprint{};
  for (std::size_t i = 0; i < fingerprint.size(); ++i) {
    if (i > 0 && text.starts_with(':')) text.remove_prefix(1);
    if (text.size() < 2) return std::nullopt;
    const auto result = std::from_chars(text.data(), text.data() + 2, fingerprint[i], 16);
    if (result.ec != std::errc{} || result.ptr != text.data() + 2) return std::nullopt;
    text.remove_prefix(2);
  }
  if (!text.empty()) return std::nullopt;
  return fingerprint;
}

std::string to_string(const CertificateFingerprint& fingerprint) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : fingerprint) {
    if (!text.empty()) text += ':';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

}  // namespace portero::net
