#include "io/media/picture/v4l2_camera.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>

namespace portero::picture {
namespace {

constexpr int max_devices = 64;
constexpr std::uint32_t max_formats = 64;

// That GStreamer's V4L2 source, converters and JPEG decoder read.
constexpr std::array readable = {V4L2_PIX_FMT_YUYV,   V4L2_PIX_FMT_UYVY,   V4L2_PIX_FMT_YVYU,
                                 V4L2_PIX_FMT_VYUY,   V4L2_PIX_FMT_NV12,   V4L2_PIX_FMT_NV21,
                                 V4L2_PIX_FMT_YUV420, V4L2_PIX_FMT_YVU420, V4L2_PIX_FMT_RGB24,
                                 V4L2_PIX_FMT_BGR24,  V4L2_PIX_FMT_MJPEG,  V4L2_PIX_FMT_JPEG};

class Device {
 public:
  explicit Device(const std::string& path)
      : fd_(open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)) {}
  ~Device() {
    if (fd_ >= 0) close(fd_);
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  template <class Question>
  [[nodiscard]] bool ask(unsigned long request, Question& question) const {
    return ioctl(fd_, request, &question) == 0;
  }

 private:
  int fd_;
};

bool gives_readable_pictures(const Device& device) {
  v4l2_fmtdesc format{};
  format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  for (; format.index < max_formats && device.ask(VIDIOC_ENUM_FMT, format); ++format.index)
    if (std::ranges::find(readable, format.pixelformat) != readable.end()) return true;
  return false;
}

}  // namespace

std::expected<V4l2Camera, std::string> v4l2_camera(const std::string& device) {
  const Device opened{device};
  if (!opened.is_open())
    return std::unexpected{errno == ENOENT
                               ? fmt::format("there is no {}: the camera is not connected", device)
                               : fmt::format("{} cannot be opened: {}", device,
                                             std::generic_category().message(errno))};
  v4l2_capability asked{};
  const bool answered = opened.ask(VIDIOC_QUERYCAP, asked);
  const std::uint32_t can =
      (asked.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? asked.device_caps : asked.capabilities;
  if (!answered || (can & V4L2_CAP_VIDEO_CAPTURE) == 0 || (can & V4L2_CAP_STREAMING) == 0)
    return std::unexpected{fmt::format("{} is no camera", device)};
  if (!gives_readable_pictures(opened))
    return std::unexpected{fmt::format("{} gives no pictures that can be read here", device)};
  const auto* const card = asked.card;
  const auto* const end = std::find(card, card + sizeof asked.card, 0);
  return V4l2Camera{device, std::string{card, end}};
}

std::vector<V4l2Camera> v4l2_cameras() {
  std::vector<V4l2Camera> found;
  for (int number = 0; number < max_devices; ++number)
    if (auto camera = v4l2_camera(fmt::format("/dev/video{}", number)))
      found.push_back(*std::move(camera));
  return found;
}

}  // namespace portero::picture
