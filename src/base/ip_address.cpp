#include "base/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <span>

namespace portero::base {
namespace {

constexpr std::size_t group_count = 8;

// All of the text as one number of at most `max_digits` digits.
template <class Number>
std::optional<Number> read_number(std::string_view text, int base, std::size_t max_digits) {
  if (text.empty() || text.size() > max_digits) return std::nullopt;
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number, base);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return number;
}

std::optional<IpAddress::V4> read_v4(std::string_view text) {
  IpAddress::V4 address{};
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::size_t dot = i == 3 ? text.size() : text.find('.');
    if (dot == text.npos) return std::nullopt;
    const auto number = read_number<std::uint8_t>(text.substr(0, dot), 10, 3);
    if (!number) return std::nullopt;
    address[i] = *number;
    text.remove_prefix(i == 3 ? dot : dot + 1);
  }
  return address;
}

// "1:2:3" or "1:2:10.0.0.1" into bytes; nullopt when a group is wrong or there are too many.
std::optional<std::size_t> read_groups(std::string_view text, std::span<std::uint8_t> out) {
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (const auto dotted = colon == text.npos ? read_v4(group) : std::nullopt) {
      if (used + 4 > out.size()) return std::nullopt;
      for (const std::uint8_t byte : *dotted) out[used++] = byte;
      return used;
    }
    const auto value = read_number<std::uint16_t>(group, 16, 4);
    if (!value || used + 2 > out.size()) return std::nullopt;
    out[used++] = static_cast<std::uint8_t>(*value >> 8U);
    out[used++] = static_cast<std::uint8_t>(*value & 0xffU);
    if (colon == text.npos) return used;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;
  }
  return used;
}

std::optional<IpAddress::V6> read_v6(std::string_view text) {
  IpAddress::V6 address{};
  const std::size_t gap = text.find("::");
  if (gap == text.npos) {
    if (read_groups(text, address) != address.size()) return std::nullopt;
    return address;
  }
  std::array<std::uint8_t, 14> tail{};
  const auto head_size = read_groups(text.substr(0, gap), std::span{address}.first(14));
  const auto tail_size = read_groups(text.substr(gap + 2), tail);
  // An IPv4 part can only be the last one.
  const bool dotted_head = text.substr(0, gap).find('.') != text.npos;
  if (!head_size || !tail_size || *head_size + *tail_size > 14 || dotted_head) return std::nullopt;
  for (std::size_t i = 0; i < *tail_size; ++i) address[16 - *tail_size + i] = tail[i];
  return address;
}

unsigned group(ByteView bytes, std::size_t index) {
  return static_cast<unsigned>(bytes[2 * index] << 8U | bytes[2 * index + 1]);
}

struct ZeroRun {
  std::size_t start = group_count;
  std::size_t length = 1;  // a single zero group is not shortened
};

ZeroRun longest_zero_run(ByteView bytes) {
  ZeroRun longest;
  std::size_t length = 0;
  for (std::size_t i = 0; i < group_count; ++i) {
    length = group(bytes, i) == 0 ? length + 1 : 0;
    if (length > longest.length) longest = {i + 1 - length, length};
  }
  return longest;
}

std::string v4_text(ByteView bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += (text.empty() ? "" : ".") + std::to_string(byte);
  return text;
}

std::string hex_text(unsigned value) {
  std::array<char, 4> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return {digits.data(), result.ptr};
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.find(':') == text.npos)
    return read_v4(text).transform([](const V4& bytes) { return IpAddress{bytes}; });
  return read_v6(text).transform([](const V6& bytes) { return IpAddress{bytes}; });
}

bool IpAddress::is_any() const {
  return std::ranges::all_of(bytes_, [](std::uint8_t byte) { return byte == 0; });
}

bool IpAddress::is_loopback() const { return is_v4_ ? bytes_[0] == 127 : *this == loopback_ipv6; }

std::string to_string(const IpAddress& address) {
  const ByteView bytes = address.bytes();
  if (address.is_v4()) return v4_text(bytes);
  // RFC 5952 section 5: an IPv4-mapped address ends in dotted form.
  const IpAddress::V6 mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::ranges::equal(bytes.first(12), std::span{mapped}.first(12)))
    return "::ffff:" + v4_text(bytes.subspan(12));
  const ZeroRun run = longest_zero_run(bytes);
  std::string text;
  for (std::size_t i = 0; i < group_count; ++i) {
    if (i == run.start) {
      text += "::";
      i += run.length - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    text += hex_text(group(bytes, i));
  }
  return text;
}

}  // namespace portero::base
