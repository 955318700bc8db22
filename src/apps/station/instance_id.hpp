#pragma once

#include <filesystem>
#include <string>

namespace portero::station {

// "urn:uuid:..." of this device for SIP (RFC 5626 section 4.1), the same after each start: made of
// the machine's own id, which it does not give away. Where the machine has none, drawn at random,
// so that a server takes the station for another one after each start.
[[nodiscard]] std::string instance_id(const std::filesystem::path& machine_id = "/etc/machine-id");

}  // namespace portero::station
