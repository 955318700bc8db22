#pragma once

#include "core/display/directory_page.hpp"

namespace portero::screen {

// A drawn portrait as a JPEG, for documents and golden pictures: it is decoded as any other.
[[nodiscard]] display::Photo sample_photo(std::uint32_t cloth, std::uint32_t wall);

}  // namespace portero::screen
