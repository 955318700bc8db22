#pragma once

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"
#include "io/media/picture/camera.hpp"
#include "io/media/picture/viewer_for_tests.hpp"

namespace portero::picture {

// Generous, because a loaded machine is slow and not wrong.
inline constexpr base::Duration patience = std::chrono::seconds{20};

class CameraTest : public testing::Test {
 protected:
  CameraTest() { gst::start(gst::Plugins::every); }

  void open(CameraSettings settings = {.source = TestPattern{}, .name = "Front door"}) {
    auto opened = Camera::open(loop_, settings,
                               [this](const CameraEvent& event) { events_.push_back(event); });
    ASSERT_TRUE(opened) << opened.error();
    camera_ = *std::move(opened);
  }

  // Also of what other threads do, which wakes no loop.
  [[nodiscard]] bool until(const std::function<bool()>& done) {
    look_again();
    const bool came = loop_.run_until(done, patience);
    looking_.cancel();
    return came;
  }

  void look_again() {
    looking_.start(std::chrono::milliseconds{5}, [this] { look_again(); });
  }

  // As often as it was told.
  template <class Event>
  [[nodiscard]] std::vector<Event> told() const {
    std::vector<Event> found;
    for (const CameraEvent& event : events_)
      if (const auto* const one = std::get_if<Event>(&event)) found.push_back(*one);
    return found;
  }

  loop::EventLoop loop_;
  loop::Timer looking_{loop_};
  std::vector<CameraEvent> events_;
  std::unique_ptr<Camera> camera_;
};

}  // namespace portero::picture
