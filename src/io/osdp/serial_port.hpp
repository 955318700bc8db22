#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace portero::osdp {

struct OpenPort {
  int fd = -1;  // does not block
  // The kernel turns the driver of the line round. Where it cannot, the adapter has to, as those
  // with a USB plug do.
  bool kernel_switches = false;
};

// Raw bytes, 8 data bits, no parity, one stop bit (SIA OSDP v2.2, 5.2), for nobody else to open.
// The error is a sentence.
[[nodiscard]] std::expected<OpenPort, std::string> open_serial_port(const std::string& device,
                                                                    std::uint32_t baud);

}  // namespace portero::osdp
