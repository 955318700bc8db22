// The screen, as the console sees and touches it, and what it is told of the camera.
#include <algorithm>
#include <cmath>

#include "apps/station/station.hpp"

namespace portero::station {
namespace {

std::int32_t permille(double part) { return static_cast<std::int32_t>(std::lround(part * 1000)); }

control::Refused no_screen() {
  return {"no_screen",
          "This station runs without a screen: start it with --display-platform to have one."};
}

control::Refused screen_down() {
  return {"screen_down",
          "Nothing is drawn on the screen now. The station begins it again by itself."};
}

}  // namespace

void Station::asked(const control::AskScreen&, const Browsers::Answer& answer) {
  if (!display_) return answer(no_screen());
  display_->ask_picture([answer](const std::optional<ScreenPictures::Png>& png) {
    if (png) return answer(control::ScreenPicture{*png});
    answer(screen_down());
  });
}

// By the way that a visitor's finger takes, so that it means the same.
void Station::asked(const control::TouchScreen& touch, const Browsers::Answer& answer) {
  if (!display_) return answer(no_screen());
  if (!display_->ready()) return answer(screen_down());
  display_->touch({permille(touch.x), permille(touch.y)});
  answer(control::Done{});
}

std::optional<control::Status::Screen> Station::screen() const {
  if (!display_) return std::nullopt;
  return control::Status::Screen{.change = display_->change(),
                                 .drawn = display_->ready(),
                                 .renewed = display_->renewal(),
                                 .camera_on = display_->camera().seen};
}

// Privacy: the screen is marked while anybody outside sees the visitor.
void Station::tell_camera() {
  if (!display_) return;
  const display::Camera camera{.seen = camera_is_seen()};
  if (camera == display_->camera()) return;
  display_->show(camera);
  tell_status();
}

// By a phone, by browsers, or by whoever asks for one picture after the other.
bool Station::camera_is_seen() const {
  const auto is_sent = [](const auto& leg) {
    return leg.second.sends_picture && leg.second.flow != call::Flow::none;
  };
  return a_still_is_seen_ || browsers_.any_sees() || std::ranges::any_of(legs_, is_sent);
}

void Station::on(const media::MotionSeen&) {
  if (display_) display_->wake();
}

void Station::still_left() {
  a_still_is_seen_ = true;
  still_.start(a_still_is_seen_for, [this] {
    a_still_is_seen_ = false;
    tell_camera();
  });
  tell_camera();
}

}  // namespace portero::station
