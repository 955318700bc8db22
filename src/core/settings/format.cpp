#include "core/settings/format.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/settings/contact.hpp"
#include "core/settings/host.hpp"

namespace portero::settings {
namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool letter(char c) { return lower(c) || (c >= 'A' && c <= 'Z'); }
constexpr bool hex(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool graphic(char c) { return c > ' ' && c <= '~'; }
constexpr bool control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

bool line(std::string_view text) { return std::ranges::none_of(text, control); }

bool ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || graphic(c); });
}

bool one_digit(std::string_view text) { return text.size() == 1 && digit(text[0]); }

bool token(std::string_view text) { return std::ranges::all_of(text, graphic); }

bool region(std::string_view text) {
  return lower(text.front()) && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return lower(c) || digit(c) || c == '-'; });
}

bool access_key(std::string_view text) {
  return text.size() >= 16 &&
         std::ranges::all_of(text, [](char c) { return letter(c) || digit(c) || c == '_'; });
}

bool channel_name(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return letter(c) || digit(c) || c == '_' || c == '.' || c == '-'; });
}

bool signaling_service(std::string_view text) {
  if (text == "AWS") return true;
  constexpr std::string_view https = "https://";
  if (text.starts_with(https)) text.remove_prefix(https.size());
  return host_and_port(text);
}

bool phone_number(std::string_view text) {
  return text.size() >= 8 && text.size() <= 16 && text[0] == '+' && text[1] != '0' &&
         std::ranges::all_of(text.substr(1), digit);
}

bool fingerprint(std::string_view text) {
  constexpr std::size_t pairs = 32;
  const bool colons = text.size() == pairs * 3 - 1;
  if (!colons && text.size() != pairs * 2) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool separator = colons && i % 3 == 2;
    if (separator ? text[i] != ':' : !hex(text[i])) return false;
  }
  return true;
}

bool of_pem(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c == ' ' || c == '\r' || c == '\n' || graphic(c); });
}

bool certificate(std::string_view text) {
  return of_pem(text) && text.contains("-----BEGIN CERTIFICATE-----") &&
         text.contains("-----END CERTIFICATE-----");
}

// "BEGIN PRIVATE KEY", "BEGIN EC PRIVATE KEY" and so on.
bool private_key(std::string_view text) {
  return of_pem(text) && text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----") &&
         text.contains("-----END ");
}

bool aes_128_key(std::string_view text) {
  return text.size() == 32 && std::ranges::all_of(text, hex);
}

bool contact(std::string_view text) { return contact_from_text(text).has_value(); }

struct Row {
  bool (*accepts)(std::string_view);
  std::string_view words;
  std::string_view pattern;
};

// In the order of the enumeration.
constexpr std::array format_rows{
    Row{line, "one line of text", R"(^[^\u0000-\u001F\u007F]+$)"},
    Row{ascii, "ASCII characters", "^[ -~]+$"},
    Row{host_and_port, "an IP address or host name, with or without :port", R"(^[^\s/@]+$)"},
    Row{one_digit, "one digit 0 to 9", "^[0-9]$"},
    Row{token, "an extension or SIP address without blanks", "^[!-~]+$"},
    Row{token, "characters without blanks", "^[!-~]+$"},
    Row{region, "an AWS region, for instance eu-west-1", "^[a-z][a-z0-9-]*$"},
    Row{access_key, "an access key id of at least 16 letters and digits", "^[A-Za-z0-9_]{16,}$"},
    Row{channel_name, "letters, digits, '_', '.' and '-'", "^[A-Za-z0-9_.-]+$"},
    Row{signaling_service, "AWS, or the address of a Portero server", R"(^[^\s@]+$)"},
    Row{phone_number, "+ and country code, for instance +34600000000", R"(^\+[1-9][0-9]{6,14}$)"},
    Row{fingerprint, "a SHA-256 fingerprint: 64 hexadecimal digits, colons allowed",
        "^[0-9A-Fa-f:]+$"},
    Row{certificate, "certificates in PEM form", "-----BEGIN CERTIFICATE-----"},
    Row{private_key, "a private key in PEM form", "-----BEGIN [A-Z ]*PRIVATE KEY-----"},
    Row{aes_128_key, "32 hexadecimal digits", "^[0-9A-Fa-f]{32}$"},
    Row{contact,
        "name = extension, each name once and up to 64 characters, for instance Anna Smith = 201",
        R"(^[^=\u0000-\u001F\u007F]+=[ ]*[!-~]+[ ]*$)"},
};

const Row& row(Format format) {
  return format_rows.at(static_cast<std::size_t>(std::to_underlying(format)));
}

}  // namespace

bool accepts(Format format, std::string_view text) { return row(format).accepts(text); }
std::string_view words(Format format) { return row(format).words; }
std::string_view pattern(Format format) { return row(format).pattern; }

}  // namespace portero::settings
