#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace portero::osdp {

// No hardware (UNL-8): a panel inside of the process, which appends what it did to the file, where
// one is named.
struct SimulatedPanel {
  std::string file;

  bool operator==(const SimulatedPanel&) const = default;
};

// The device of a serial port that RS-485 is behind: "/dev/ttyS1".
struct SerialPort {
  std::string device;

  bool operator==(const SerialPort&) const = default;
};

using Place = std::variant<SimulatedPanel, SerialPort>;

inline constexpr std::string_view place_forms = "osdp:simulated[:FILE] or osdp:/dev/TTY";

// The error is a sentence.
[[nodiscard]] std::expected<Place, std::string> parse_place(std::string_view text);
[[nodiscard]] std::string to_text(const Place& place);

}  // namespace portero::osdp
