#include "core/osdp/config.hpp"

namespace portero::osdp {

Bytes to_bytes(const Identity& identity) {
  Bytes bytes{identity.vendor.begin(), identity.vendor.end()};
  bytes.push_back(identity.model);
  bytes.push_back(identity.version);
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<std::uint8_t>(identity.serial >> shift));
  bytes.insert(bytes.end(), identity.firmware.begin(), identity.firmware.end());
  return bytes;
}

}  // namespace portero::osdp
