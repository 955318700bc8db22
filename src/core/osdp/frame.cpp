#include "core/osdp/frame.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "core/osdp/check.hpp"

namespace portero::osdp {
namespace {

constexpr unsigned sequence_bits = 0x03;
constexpr unsigned crc_bit = 0x04;
constexpr unsigned security_bit = 0x08;
constexpr unsigned reserved_bits = 0xf0;
constexpr unsigned reply_bit = 0x80;

std::size_t check_bytes(Check check) { return check == Check::crc ? 2 : 1; }

std::size_t size_of(const Frame& frame) {
  return header_bytes + (frame.security ? 2 + frame.security->data.size() : 0) + 1 +
         frame.data.size() + (frame.mac ? frame.mac->size() : 0) + check_bytes(frame.check);
}

bool is_intact(base::ByteView bytes, Check check) {
  const base::ByteView before = bytes.first(bytes.size() - check_bytes(check));
  if (check == Check::checksum) return checksum(before) == bytes.back();
  return crc(before) == (bytes.back() << 8U | bytes[bytes.size() - 2]);
}

std::expected<Frame, FrameError> parse_inside(Frame frame, bool secured, base::ByteView inside) {
  base::ByteReader reader{inside};
  if (secured) {
    const std::size_t length = reader.u8().value_or(0);
    const auto type = reader.u8();
    if (!type || length < 2) return std::unexpected{FrameError::malformed};
    const auto data = reader.bytes(length - 2);
    if (!data) return std::unexpected{FrameError::malformed};
    frame.security = SecurityBlock{*type, {data->begin(), data->end()}};
  }
  const auto code = reader.u8();
  if (!code) return std::unexpected{FrameError::malformed};
  frame.code = *code;
  base::ByteView rest = reader.rest();
  if (frame.security && frame.security->has_mac()) {
    if (rest.size() < Mac{}.size()) return std::unexpected{FrameError::malformed};
    std::ranges::copy(rest.last(Mac{}.size()), frame.mac.emplace().begin());
    rest = rest.first(rest.size() - Mac{}.size());
  }
  frame.data.assign(rest.begin(), rest.end());
  return frame;
}

}  // namespace

bool SecurityBlock::has_mac() const {
  return type >= static_cast<std::uint8_t>(Scs::command_with_mac) &&
         type <= static_cast<std::uint8_t>(Scs::encrypted_reply);
}

std::expected<Frame, FrameError> parse_frame(base::ByteView bytes) {
  if (bytes.size() < header_bytes + 2 || bytes.size() > max_frame_bytes ||
      bytes[0] != start_of_message || (bytes[2] | bytes[3] << 8U) != static_cast<int>(bytes.size()))
    return std::unexpected{FrameError::no_frame};
  const unsigned control = bytes[4];
  const Frame frame{.address = static_cast<std::uint8_t>(bytes[1] & ~reply_bit),
                    .is_reply = (bytes[1] & reply_bit) != 0,
                    .sequence = static_cast<std::uint8_t>(control & sequence_bits),
                    .check = (control & crc_bit) != 0 ? Check::crc : Check::checksum,
                    .reserved = static_cast<std::uint8_t>(control & reserved_bits)};
  if (!is_intact(bytes, frame.check)) return std::unexpected{FrameError::wrong_check};
  const std::size_t around = header_bytes + check_bytes(frame.check);
  if (bytes.size() <= around) return std::unexpected{FrameError::malformed};
  return parse_inside(frame, (control & security_bit) != 0,
                      bytes.subspan(header_bytes, bytes.size() - around));
}

Bytes before_mac(const Frame& frame) {
  const std::size_t size = size_of(frame);
  PORTERO_ASSERT(size <= max_frame_bytes, "what is built fits into a frame");
  Bytes bytes;
  bytes.reserve(size);
  bytes.push_back(start_of_message);
  bytes.push_back(static_cast<std::uint8_t>(frame.address | (frame.is_reply ? reply_bit : 0)));
  bytes.push_back(static_cast<std::uint8_t>(size));
  bytes.push_back(static_cast<std::uint8_t>(size >> 8U));
  bytes.push_back(static_cast<std::uint8_t>(frame.reserved | (frame.security ? security_bit : 0) |
                                            (frame.check == Check::crc ? crc_bit : 0) |
                                            (frame.sequence & sequence_bits)));
  if (frame.security) {
    bytes.push_back(static_cast<std::uint8_t>(2 + frame.security->data.size()));
    bytes.push_back(frame.security->type);
    bytes.insert(bytes.end(), frame.security->data.begin(), frame.security->data.end());
  }
  bytes.push_back(frame.code);
  bytes.insert(bytes.end(), frame.data.begin(), frame.data.end());
  return bytes;
}

Bytes to_bytes(const Frame& frame) {
  Bytes bytes = before_mac(frame);
  if (frame.mac) bytes.insert(bytes.end(), frame.mac->begin(), frame.mac->end());
  if (frame.check == Check::checksum) {
    bytes.push_back(checksum(bytes));
  } else {
    const std::uint16_t check = crc(bytes);
    bytes.push_back(static_cast<std::uint8_t>(check));
    bytes.push_back(static_cast<std::uint8_t>(check >> 8U));
  }
  return bytes;
}

}  // namespace portero::osdp
