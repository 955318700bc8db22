#include "core/dtmf/sent_keys.hpp"

namespace portero::dtmf {
namespace {

constexpr std::uint8_t end_bit = 0x80;
constexpr std::uint8_t volume = 10;  // dBm0 below zero

}  // namespace

bool SentKeys::press(Key key) {
  if (waiting_.size() >= max_waiting) return false;
  waiting_.push_back(key);
  return true;
}

std::optional<SentKeys::Packet> SentKeys::next(std::uint32_t rtp_timestamp, std::uint32_t step) {
  if (packet_ < 0) {
    ++packet_;
    return std::nullopt;
  }
  if (waiting_.empty()) return std::nullopt;
  const bool begins = packet_ == 0;
  if (begins) {
    began_ = rtp_timestamp;
    duration_ = 0;
  }
  const bool ends = packet_ >= packets_pressed - 1;
  if (packet_ < packets_pressed) duration_ = static_cast<std::uint16_t>(duration_ + step);
  const Packet packet{
      began_,
      begins,
      {waiting_.front().event(), static_cast<std::uint8_t>((ends ? end_bit : 0) | volume),
       static_cast<std::uint8_t>(duration_ >> 8U), static_cast<std::uint8_t>(duration_)}};
  if (++packet_ == packets_pressed - 1 + packets_ending) {
    waiting_.pop_front();
    packet_ = -packets_between;
  }
  return packet;
}

}  // namespace portero::dtmf
