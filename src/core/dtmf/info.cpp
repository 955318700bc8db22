#include "core/dtmf/info.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace portero::dtmf {
namespace {

// Real ones have about 30 bytes.
constexpr std::size_t max_body_bytes = 256;

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

std::optional<std::uint16_t> number(std::string_view digits) {
  std::uint16_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [read, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || read != end) return std::nullopt;
  return value;
}

// "5", "*", "A", and RFC 4733's numbers where somebody writes "10" for "*".
std::optional<Key> key(std::string_view signal) {
  if (signal.size() == 1) return Key::from_character(signal.front());
  const auto event = signal.size() == 2 ? number(signal) : std::nullopt;
  return event ? Key::from_event(static_cast<std::uint8_t>(*event)) : std::nullopt;
}

struct Relay {
  std::optional<Key> signal;
  base::Duration held{0};
};

void read_line(Relay& relay, std::string_view line) {
  const auto sign = line.find('=');
  if (sign == std::string_view::npos) return;
  const std::string_view name = trimmed(line.substr(0, sign));
  const std::string_view value = trimmed(line.substr(sign + 1));
  if (same_word(name, "signal")) relay.signal = key(value);
  if (same_word(name, "duration"))
    relay.held = std::chrono::milliseconds(number(value).value_or(0));
}

}  // namespace

std::optional<InfoKey> parse_info(std::string_view body) {
  if (body.size() > max_body_bytes) return std::nullopt;
  if (const auto single = key(trimmed(body))) return InfoKey{.key = *single};
  Relay relay;
  for (std::string_view rest = body; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    read_line(relay, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!relay.signal) return std::nullopt;
  return InfoKey{.key = *relay.signal, .held = relay.held};
}

}  // namespace portero::dtmf
