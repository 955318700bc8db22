#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "io/loop/event_loop.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/picture/frames.hpp"
#include "io/media/picture/opening.hpp"
#include "io/media/picture/test_picture.hpp"

namespace portero::picture {

// A source from its opening until it fails or ends: gives Frames its frames as I420 of the size
// that the settings want.
class Capture {
 public:
  struct Handler {  // on the loop's thread; none of them but `began` leaves anything to capture
    std::function<void()> began;  // the first frame is there
    std::function<void()> ended;  // a file
    std::function<void(const gst::Failure&)> failed;
  };

  [[nodiscard]] static std::expected<std::unique_ptr<Capture>, gst::Failure> start(
      loop::EventLoop& loop, const Opening& opening, const CameraSettings& settings,
      std::shared_ptr<Frames> frames, Handler handler);
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;
  ~Capture() = default;

 private:
  Capture(loop::EventLoop& loop, const Opening& opening, const CameraSettings& settings,
          std::shared_ptr<Frames> frames, Handler handler);
  void connect(gst::Pipeline pipeline);
  // On the source's thread.
  [[nodiscard]] GstPadProbeReturn from_source(GstPad& pad, GstPadProbeInfo& info);
  void captured(gst::OwnedMini<GstSample> sample);
  [[nodiscard]] bool left_out();
  void announce(GstCaps* caps);
  void begin();

  loop::EventLoop& loop_;
  Opening opening_;
  CameraSettings settings_;
  std::shared_ptr<Frames> frames_;
  std::shared_ptr<const Handler> handler_;  // whoever posts to it has a weak one
  std::optional<TestPicture> pattern_;
  std::optional<GstClockTime> let_through_at_;  // running time, of the last frame
  bool has_begun_ = false;
  gst::OwnedMini<GstCaps> caps_, announced_;  // of the appsink, and with the settings' frame rate
  std::unique_ptr<gst::Pipeline> pipeline_;   // ends first
};

}  // namespace portero::picture
