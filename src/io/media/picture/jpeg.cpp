#include "io/media/picture/jpeg.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <turbojpeg.h>

#include "io/media/picture/mapped_frame.hpp"

namespace portero::picture {
namespace {

using Levels = std::array<std::uint8_t, 256>;  // what becomes of each

// What lies `from` to `to` becomes 0 to 255.
constexpr Levels stretched(int from, int to) {
  Levels levels{};
  for (int level = 0; level < 256; ++level)
    levels[static_cast<std::size_t>(level)] =
        static_cast<std::uint8_t>(std::clamp((level - from) * 255 / (to - from), 0, 255));
  return levels;
}
constexpr Levels brightness_levels = stretched(16, 235);
constexpr Levels colour_levels = stretched(16, 240);

// Lets the plane be a copy of itself, without gaps, that lies in `memory`.
void stretch(Plane& plane, const Levels& levels, std::vector<std::uint8_t>& memory) {
  memory.resize(static_cast<std::size_t>(plane.width) * static_cast<std::size_t>(plane.height));
  auto to = memory.begin();
  for (int y = 0; y < plane.height; ++y)
    to = std::transform(plane.row(y), plane.row(y) + plane.width, to,
                        [&levels](std::uint8_t level) { return levels[level]; });
  plane.pixels = memory.data();
  plane.stride = plane.width;
}

struct Destroy {
  void operator()(void* compressor) const { tjDestroy(compressor); }
};
struct Free {
  void operator()(unsigned char* memory) const { tjFree(memory); }
};

std::expected<std::vector<std::uint8_t>, std::string> compressed(const Planes& planes,
                                                                 int quality) {
  const std::unique_ptr<void, Destroy> compressor{tjInitCompress()};
  if (!compressor) return std::unexpected{std::string{tjGetErrorStr2(nullptr)}};
  const unsigned char* pixels[] = {planes.y.pixels, planes.u.pixels, planes.v.pixels};
  const int strides[] = {planes.y.stride, planes.u.stride, planes.v.stride};
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  const int failed = tjCompressFromYUVPlanes(compressor.get(), pixels, planes.y.width, strides,
                                             planes.y.height, TJSAMP_420, &memory, &size,
                                             std::clamp(quality, 1, 100), TJFLAG_FASTDCT);
  const std::unique_ptr<unsigned char, Free> owned{memory};
  if (failed != 0) return std::unexpected{std::string{tjGetErrorStr2(compressor.get())}};
  return std::vector<std::uint8_t>(memory, memory + size);
}

}  // namespace

std::expected<std::vector<std::uint8_t>, std::string> jpeg_of(GstSample& frame, int quality) {
  const MappedFrame mapped{*gst_sample_get_buffer(&frame), *gst_sample_get_caps(&frame),
                           GST_MAP_READ};
  if (!mapped.is_mapped()) return std::unexpected{"the picture cannot be read"};
  Planes planes = mapped.planes();
  if (mapped.is_full_range()) return compressed(planes, quality);
  std::vector<std::uint8_t> y, u, v;
  stretch(planes.y, brightness_levels, y);
  stretch(planes.u, colour_levels, u);
  stretch(planes.v, colour_levels, v);
  return compressed(planes, quality);
}

}  // namespace portero::picture
