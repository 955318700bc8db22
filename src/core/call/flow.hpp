#pragma once

#include <cstdint>

namespace portero::call {

// What flows on a leg. preview: picture to the far side only. both: sound both ways as well.
enum class Flow : std::uint8_t { none, preview, both };

}  // namespace portero::call
