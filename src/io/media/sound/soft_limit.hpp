#pragma once

#include <cstdint>

namespace portero::sound {

// Rounded, and cut where 16 bits end.
[[nodiscard]] std::int16_t clipped(float sample);

// Unchanged up to 70 % of full scale, then bent so that nothing is ever cut: several people who
// talk at once get louder without crackling.
[[nodiscard]] std::int16_t softly_limited(float sample);

}  // namespace portero::sound
