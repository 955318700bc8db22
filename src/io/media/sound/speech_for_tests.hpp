#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace portero::sound {

// What espeak-ng says, in one of its voices ("en-us", "de+f3"), at this rate of samples.
[[nodiscard]] std::vector<std::int16_t> spoken(const std::string& voice, int words_a_minute,
                                               int pitch, const std::string& text, int rate_hz);

}  // namespace portero::sound
