#pragma once

#include <cstdint>
#include <optional>

#include "core/display/look.hpp"

// How bright a screen is that nobody uses.
namespace portero::display {

enum class Light : std::uint8_t { full, dimmed };

// A screen that waits for a visitor dims when nothing has happened on it for so long.
inline constexpr std::int64_t dims_after_ms = 30'000;

// undisturbed_ms: since it was told what shows, was touched, or was woken.
[[nodiscard]] Light light_of(View view, std::int64_t undisturbed_ms);

// In how long it dims, if nothing happens; none where it is dimmed already, or never will be.
[[nodiscard]] std::optional<std::int64_t> dims_in_ms(View view, std::int64_t undisturbed_ms);

// A third of the light, on black, where text is still read at 7:1.
[[nodiscard]] Look dimmed(Look look);

}  // namespace portero::display
