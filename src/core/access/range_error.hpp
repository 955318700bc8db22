#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portero::access {

// A value outside of what is allowed, both ends of the range included. `what` names the value, with
// its unit if it has one.
struct RangeError {
  std::string_view what;
  std::uint64_t value;
  std::uint64_t min;
  std::uint64_t max;

  bool operator==(const RangeError&) const = default;
};

// In plain words: "card number 70000 is out of range: 0 to 65535 is allowed".
std::string explanation(const RangeError& error);

}  // namespace portero::access
