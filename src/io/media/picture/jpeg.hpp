#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include <gst/gst.h>

namespace portero::picture {

// A photo of an I420 frame (JFIF, which knows full range alone). Quality 1 to 100.
[[nodiscard]] std::expected<std::vector<std::uint8_t>, std::string> jpeg_of(GstSample& frame,
                                                                            int quality);

}  // namespace portero::picture
