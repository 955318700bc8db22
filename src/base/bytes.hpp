#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace portero::base {

using ByteView = std::span<const std::uint8_t>;

// Reads big-endian (network order) fields from the front of a buffer that it does not own. A read
// past the end gives nullopt and takes nothing, so that a failed parse leaves the reader in place.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : rest_(bytes) {}

  [[nodiscard]] std::optional<std::uint8_t> u8();
  [[nodiscard]] std::optional<std::uint16_t> u16();
  [[nodiscard]] std::optional<std::uint32_t> u32();
  [[nodiscard]] std::optional<std::uint64_t> u64();
  [[nodiscard]] std::optional<ByteView> bytes(std::size_t count);

  [[nodiscard]] ByteView rest() const { return rest_; }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  std::optional<std::uint64_t> big_endian(std::size_t width);

  ByteView rest_;
};

// Appends big-endian fields to a buffer that never grows past its limit. A write that does not fit
// gives false and writes nothing.
class ByteWriter {
 public:
  explicit ByteWriter(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] bool u8(std::uint8_t value);
  [[nodiscard]] bool u16(std::uint16_t value);
  [[nodiscard]] bool u32(std::uint32_t value);
  [[nodiscard]] bool u64(std::uint64_t value);
  [[nodiscard]] bool bytes(ByteView value);

  [[nodiscard]] ByteView written() const { return buffer_; }
  [[nodiscard]] std::size_t room() const { return limit_ - buffer_.size(); }

 private:
  bool big_endian(std::uint64_t value, std::size_t width);

  std::size_t limit_;
  std::vector<std::uint8_t> buffer_;
};

}  // namespace portero::base
