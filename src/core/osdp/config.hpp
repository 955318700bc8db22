#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/osdp/secure_channel.hpp"

namespace portero::osdp {

// What PDID tells.
struct Identity {
  std::array<std::uint8_t, 3> vendor{};  // an IEEE OUI
  std::uint8_t model = 0;
  std::uint8_t version = 0;
  std::uint32_t serial = 0;
  std::array<std::uint8_t, 3> firmware{};  // major, minor, build

  bool operator==(const Identity&) const = default;
};

// access.osdp_* as the station's settings have them.
struct Config {
  std::uint8_t address = 0;
  std::uint32_t baud = 9600;
  // Nothing is answered but what establishes a secure channel by the key. Without this, a key still
  // keeps cards and answers to its channel, and plain polls are acknowledged.
  bool secure_channel_required = false;
  std::optional<Key> key{};
  Identity identity{};

  bool operator==(const Config&) const = default;
};

// As PDID has it; its first eight bytes are the cUID.
[[nodiscard]] Bytes to_bytes(const Identity& identity);

}  // namespace portero::osdp
