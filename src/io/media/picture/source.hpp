#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"
#include "io/media/picture/camera_event.hpp"
#include "io/media/picture/capture.hpp"
#include "io/media/picture/reopening_delay.hpp"
#include "io/media/picture/v4l2_camera.hpp"

namespace portero::picture {

// Where frames come from, for ever: opens what the settings name, tells when it is lost, and opens
// it again until it is back.
class Source {
 public:
  using Tell = std::function<void(CameraEvent)>;

  static constexpr base::Duration first_frame_within = std::chrono::seconds{5};
  static constexpr base::Duration next_frame_within = std::chrono::seconds{2};
  // Of a file that is shorter: a photo is a film of one frame.
  static constexpr base::Duration shortest_film = std::chrono::milliseconds{200};
  // How often an automatic choice that found none looks for a camera.
  static constexpr base::Duration look_again_after = std::chrono::seconds{5};

  Source(loop::EventLoop& loop, const CameraSettings& settings, std::shared_ptr<Frames> frames,
         Tell tell);

  // Empty: there is a picture, or the first one is on its way.
  [[nodiscard]] const std::string& why_lost() const { return why_lost_; }

 private:
  void open();
  void open(const Opening& opening);
  void began();
  void ended();
  void lost(const std::string& why);
  void watch();
  void look_for_cameras();
  [[nodiscard]] bool is_automatic() const;

  loop::EventLoop& loop_;
  CameraSettings settings_;
  std::shared_ptr<Frames> frames_;
  Tell tell_;
  std::string told_name_;
  std::string why_lost_;
  bool a_camera_was_there_ = false;
  bool has_begun_ = false;               // what is open now
  std::vector<V4l2Camera> passed_over_;  // by an automatic choice of the test pattern
  ReopeningDelay delay_;
  base::TimePoint opened_at_;
  Opening opening_;
  loop::Timer next_;      // opening
  loop::Timer watchdog_;  // frames
  loop::Timer looking_;   // for cameras
  std::unique_ptr<Capture> capture_;
};

}  // namespace portero::picture
