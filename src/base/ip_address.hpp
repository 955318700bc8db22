#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace portero::base {

// An IPv4 or IPv6 address. Has no zone: "fe80::1%eth0" is not one.
class IpAddress {
 public:
  using V4 = std::array<std::uint8_t, 4>;
  using V6 = std::array<std::uint8_t, 16>;

  constexpr explicit IpAddress(const V4& bytes) : is_v4_(true) {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes_[i] = bytes[i];
  }
  constexpr explicit IpAddress(const V6& bytes) : bytes_(bytes) {}

  // "192.0.2.1", or RFC 4291 section 2.2 without brackets.
  [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);

  [[nodiscard]] bool is_v4() const { return is_v4_; }
  [[nodiscard]] ByteView bytes() const { return ByteView{bytes_}.first(is_v4_ ? 4 : 16); }
  // 0.0.0.0 or ::, which stand for every address of this host.
  [[nodiscard]] bool is_any() const;
  [[nodiscard]] bool is_loopback() const;

  auto operator<=>(const IpAddress&) const = default;

 private:
  V6 bytes_{};
  bool is_v4_ = false;
};

inline constexpr IpAddress any_ipv4{IpAddress::V4{}};
inline constexpr IpAddress any_ipv6{IpAddress::V6{}};
inline constexpr IpAddress loopback_ipv4{IpAddress::V4{127, 0, 0, 1}};
inline constexpr IpAddress loopback_ipv6{
    IpAddress::V6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};

// RFC 5952: "2001:db8::1", without brackets.
[[nodiscard]] std::string to_string(const IpAddress& address);

}  // namespace portero::base
