#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

// The photos of the directory's contacts (CALL-9).
namespace portero::display {

inline constexpr std::size_t max_photo_bytes = std::size_t{8} * 1024;
inline constexpr int max_photo_side = 256;  // pixels

enum class PhotoFault : std::uint8_t { too_large, no_jpeg, too_many_pixels };

// What is wrong with it by its outline (ITU-T T.81, annex B): no pixel of it is decoded here, which
// is the display's to do.
[[nodiscard]] std::optional<PhotoFault> fault_of_photo(base::ByteView jpeg);

// What is wrong, and what is allowed.
[[nodiscard]] std::string_view sentence(PhotoFault fault);

}  // namespace portero::display
