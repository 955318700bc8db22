#include "base/bytes.hpp"

namespace portero::base {
namespace {

template <class Narrow>
std::optional<Narrow> narrowed(std::optional<std::uint64_t> wide) {
  if (!wide) return std::nullopt;
  return static_cast<Narrow>(*wide);
}

}  // namespace

std::optional<std::uint8_t> ByteReader::u8() { return narrowed<std::uint8_t>(big_endian(1)); }
std::optional<std::uint16_t> ByteReader::u16() { return narrowed<std::uint16_t>(big_endian(2)); }
std::optional<std::uint32_t> ByteReader::u32() { return narrowed<std::uint32_t>(big_endian(4)); }
std::optional<std::uint64_t> ByteReader::u64() { return big_endian(8); }

std::optional<ByteView> ByteReader::bytes(std::size_t count) {
  if (count > rest_.size()) return std::nullopt;
  const ByteView taken = rest_.first(count);
  rest_ = rest_.subspan(count);
  return taken;
}

std::optional<std::uint64_t> ByteReader::big_endian(std::size_t width) {
  const auto field = bytes(width);
  if (!field) return std::nullopt;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : *field) value = value << 8U | byte;
  return value;
}

bool ByteWriter::u8(std::uint8_t value) { return big_endian(value, 1); }
bool ByteWriter::u16(std::uint16_t value) { return big_endian(value, 2); }
bool ByteWriter::u32(std::uint32_t value) { return big_endian(value, 4); }
bool ByteWriter::u64(std::uint64_t value) { return big_endian(value, 8); }

bool ByteWriter::bytes(ByteView value) {
  if (value.size() > room()) return false;
  buffer_.insert(buffer_.end(), value.begin(), value.end());
  return true;
}

bool ByteWriter::big_endian(std::uint64_t value, std::size_t width) {
  if (width > room()) return false;
  for (std::size_t left = width; left > 0; --left)
    buffer_.push_back(static_cast<std::uint8_t>(value >> 8U * (left - 1)));
  return true;
}

}  // namespace portero::base
