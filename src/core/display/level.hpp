#pragma once

#include <cstdint>

namespace portero::display {

// Silence is what nobody hears beside a street.
inline constexpr double silence_dbfs = -60.0;

// How long the bar of a level is, 0 to 100.
[[nodiscard]] std::int32_t level_percent(double dbfs);

}  // namespace portero::display
