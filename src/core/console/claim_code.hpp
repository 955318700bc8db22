#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portero::console {

// Proves that whoever sets the first password stands at the station, or is signed in to its system:
// "4F7-K2P", in Crockford's Base32, which has no letters that look like digits.
class ClaimCode {
 public:
  static constexpr std::size_t length = 6;
  using Randomness = std::array<std::uint8_t, length>;

  explicit ClaimCode(const Randomness& random);

  [[nodiscard]] std::string text() const;
  // As people type it: in small letters, with blanks and hyphens anywhere, O for 0, I and L for 1.
  [[nodiscard]] bool matches(std::string_view typed) const;

 private:
  std::string letters_;
};

}  // namespace portero::console
