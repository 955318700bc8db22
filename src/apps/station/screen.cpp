// The screen, as the console sees and touches it.
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
  return control::Status::Screen{display_->change(), display_->ready(), display_->renewal()};
}

}  // namespace portero::station
