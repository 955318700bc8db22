#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/media/congestion/frame_choice.hpp"
#include "core/sdp/video_codec.hpp"
#include "io/loop/event_loop.hpp"
#include "io/media/picture/camera_event.hpp"
#include "io/media/picture/camera_settings.hpp"

using GstElement = struct _GstElement;

namespace portero::picture {

class Outlet;
class Stream;

// What one viewer takes of the camera. It starts paused: nothing may queue before the far side is
// connected. Its end gives the outlet back; it may outlive the camera, without a picture then.
class Feed {
 public:
  struct Statistics {
    std::uint64_t units = 0;  // given
    std::uint64_t lost = 0;   // while started: waiting for a key frame, or for the viewer; what
                              // its portion spares it is not lost
  };

  Feed() = default;
  ~Feed();
  Feed(Feed&& other) noexcept;
  Feed& operator=(Feed&& other) noexcept;

  // An appsrc is PAUSED or PLAYING by now. Begins with a key frame, which is asked for.
  void start();
  // Of a call on hold, too. No access unit is given once this returns.
  void pause();
  // All units, before anything else is said.
  void follow(const congestion::Portion& portion);
  [[nodiscard]] Statistics statistics() const;

 private:
  friend class Camera;
  Feed(std::shared_ptr<Stream> stream, std::uint64_t id);
  void end();

  std::shared_ptr<Stream> stream_;
  std::uint64_t id_ = 0;
};

// The one camera of the process and its encoders, which run only while somebody has a feed of
// theirs. All of it belongs to the loop's thread.
class Camera {
 public:
  using Handler = std::function<void(const CameraEvent&)>;

  // Refuses settings that make no sense, with a sentence. A camera that is not there is no error:
  // it is Lost until it is Back.
  [[nodiscard]] static std::expected<std::unique_ptr<Camera>, std::string> open(
      loop::EventLoop& loop, const CameraSettings& settings, Handler handler);
  ~Camera();
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

  // Gives the outlet every access unit: H.264 as byte-stream, Constrained Baseline, with its
  // parameter sets in each key frame; or VP8. Buffers are shared, so nobody writes into them; their
  // timestamps are gst::running_time(), and they have no decoding time. An outlet without room
  // loses units until it has taken those before and a key frame has come. Other feeds do not
  // notice.
  [[nodiscard]] Feed feed(sdp::VideoCodec codec, std::shared_ptr<Outlet> outlet);
  // An appsrc as an outlet: AppsrcOutlet.
  [[nodiscard]] Feed feed(sdp::VideoCodec codec, GstElement* appsrc);

  // At most one in 300 ms; a request that comes too early is kept until then.
  void request_key_frame(sdp::VideoCodec codec);
  // From now on; within picture_limits, and no more frames than the settings.
  void encode(sdp::VideoCodec codec, int kbps, int fps);

  // Whether Moved is told.
  void watch_for_motion(bool wished);

  // A JPEG of what is before the door now, whether somebody watches or not: at most 300 ms old,
  // unless the camera itself is slower. The error is a sentence: there is no picture, and why.
  [[nodiscard]] std::expected<std::vector<std::uint8_t>, std::string> snapshot(
      int quality = 80) const;

  [[nodiscard]] CameraStatistics statistics() const;

 private:
  struct State;
  explicit Camera(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace portero::picture
