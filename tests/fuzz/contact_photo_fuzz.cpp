#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "core/display/contact_photo.hpp"

// What somebody at the console gives as a photo: what is taken is small, and begins and ends as a
// JPEG does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero;
  const base::ByteView bytes{data, size};
  if (const auto fault = display::fault_of_photo(bytes)) {
    PORTERO_ASSERT(!sentence(*fault).empty(), "a refusal without a sentence");
    return 0;
  }
  PORTERO_ASSERT(size <= display::max_photo_bytes && size > 4, "a photo of another size");
  PORTERO_ASSERT(bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[size - 1] == 0xD9, "no JPEG");
  return 0;
}
