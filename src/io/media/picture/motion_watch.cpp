#include "io/media/picture/motion_watch.hpp"

#include "io/media/gst/pipeline.hpp"
#include "io/media/picture/mapped_frame.hpp"

namespace portero::picture {

void MotionWatch::take(GstSample& frame) {
  const base::TimePoint now = gst::running_now();
  if (!motion_.wants(now)) return;
  const MappedFrame mapped{*gst_sample_get_buffer(&frame), *gst_sample_get_caps(&frame),
                           GST_MAP_READ};
  if (mapped.is_mapped() && motion_.look(thumbnail_of(mapped.planes().y), now)) moved_();
}

media::Thumbnail thumbnail_of(const Plane& brightness) {
  constexpr std::size_t per_side = 4;  // pixels of a cell
  constexpr std::size_t across = media::Thumbnail::columns * per_side;
  constexpr std::size_t down = media::Thumbnail::rows * per_side;
  std::array<unsigned, std::tuple_size_v<decltype(media::Thumbnail::cells)>> sums{};
  for (std::size_t y = 0; y < down; ++y) {
    const std::uint8_t* const row = brightness.row(
        static_cast<int>((2 * y + 1) * static_cast<std::size_t>(brightness.height) / (2 * down)));
    unsigned* const cells = &sums[y / per_side * media::Thumbnail::columns];
    for (std::size_t x = 0; x < across; ++x)
      cells[x / per_side] +=
          row[(2 * x + 1) * static_cast<std::size_t>(brightness.width) / (2 * across)];
  }
  media::Thumbnail thumbnail;
  for (std::size_t i = 0; i < sums.size(); ++i)
    thumbnail.cells[i] = static_cast<std::uint8_t>(sums[i] / (per_side * per_side));
  return thumbnail;
}

}  // namespace portero::picture
