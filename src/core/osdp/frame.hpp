#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "core/osdp/codes.hpp"

// One message on the line (SIA OSDP v2.2, 5.9), from SOM to its check.
namespace portero::osdp {

using Bytes = std::vector<std::uint8_t>;
using Mac = std::array<std::uint8_t, 4>;

inline constexpr std::uint8_t start_of_message = 0x53;
inline constexpr std::size_t header_bytes = 5;
inline constexpr std::size_t max_frame_bytes = 1440;
inline constexpr std::uint8_t max_address = 126;
inline constexpr std::uint8_t broadcast = 127;

enum class Check : std::uint8_t { checksum, crc };

struct SecurityBlock {
  std::uint8_t type = 0;
  Bytes data{};

  [[nodiscard]] bool is(Scs scs) const { return type == static_cast<std::uint8_t>(scs); }
  // SCS_15 to SCS_18
  [[nodiscard]] bool has_mac() const;

  bool operator==(const SecurityBlock&) const = default;
};

struct Frame {
  std::uint8_t address = 0;  // 0 to max_address, or broadcast
  bool is_reply = false;
  std::uint8_t sequence = 0;  // 0 to 3
  Check check = Check::crc;
  std::uint8_t reserved =
      0;  // bits 4 to 7 of the control byte: they mean nothing, and a MAC has them
  std::optional<SecurityBlock> security{};
  std::uint8_t code = 0;
  Bytes data{};              // as it stands on the line
  std::optional<Mac> mac{};  // there where the security block has one

  [[nodiscard]] bool is(Command command) const {
    return !is_reply && code == static_cast<std::uint8_t>(command);
  }
  [[nodiscard]] bool is(Reply reply) const {
    return is_reply && code == static_cast<std::uint8_t>(reply);
  }

  bool operator==(const Frame&) const = default;
};

enum class FrameError : std::uint8_t {
  no_frame,     // it begins otherwise, or is shorter or longer than it says
  wrong_check,  // noise
  malformed,    // its parts do not fit into it
};

[[nodiscard]] std::expected<Frame, FrameError> parse_frame(base::ByteView bytes);
// At most max_frame_bytes: nobody here builds more.
[[nodiscard]] Bytes to_bytes(const Frame& frame);
// What a MAC is made of: all of the frame before the MAC.
[[nodiscard]] Bytes before_mac(const Frame& frame);

}  // namespace portero::osdp
