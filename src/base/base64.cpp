#include "base/base64.hpp"

#include <algorithm>
#include <cstddef>

namespace portero::base {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::optional<std::uint32_t> sextet(char letter) {
  if (letter >= 'A' && letter <= 'Z') return static_cast<std::uint32_t>(letter - 'A');
  if (letter >= 'a' && letter <= 'z') return static_cast<std::uint32_t>(letter - 'a' + 26);
  if (letter >= '0' && letter <= '9') return static_cast<std::uint32_t>(letter - '0' + 52);
  if (letter == '+') return 62;
  if (letter == '/') return 63;
  return std::nullopt;
}

// The text without the padding that its length asks for.
std::string_view unpadded(std::string_view text) {
  if (text.size() % 4 != 0) return text;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes = bytes.subspan(std::min<std::size_t>(3, bytes.size()))) {
    std::uint32_t group = static_cast<std::uint32_t>(bytes[0]) << 16U;
    if (bytes.size() > 1) group |= static_cast<std::uint32_t>(bytes[1]) << 8U;
    if (bytes.size() > 2) group |= bytes[2];
    text += alphabet[group >> 18U];
    text += alphabet[group >> 12U & 63U];
    text += bytes.size() > 1 ? alphabet[group >> 6U & 63U] : '=';
    text += bytes.size() > 2 ? alphabet[group & 63U] : '=';
  }
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  text = unpadded(text);
  if (text.size() % 4 == 1) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char letter : text) {
    const auto bits = sextet(letter);
    if (!bits) return std::nullopt;
    pending = (pending << 6U | *bits) & 0xFFFFU;
    pending_bits += 6;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(pending >> pending_bits));
  }
  return bytes;
}

}  // namespace portero::base
