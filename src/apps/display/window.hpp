#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "apps/display/scene.hpp"

namespace portero::screen {

struct Size {
  int width = 0;
  int height = 0;

  bool operator==(const Size&) const = default;
};

inline constexpr Size full_size{320, 480};
inline constexpr Size mullion{240, 240};

// The layout that a display of this size has, unless the settings say another.
[[nodiscard]] settings::DisplayLayout layout_for(Size size);
[[nodiscard]] Size usual_size(settings::DisplayLayout layout);
// What there is to draw on with it.
[[nodiscard]] display::Canvas canvas_of(settings::DisplayLayout layout, Size size, bool marked);

// The screen, drawn by Qt. There is a QGuiApplication as long as there is one of these.
class Window {
 public:
  struct Handler {
    std::function<void()> ready = [] {};  // the first picture is on the screen
    // One finger, or a mouse in its place.
    std::function<void(display::Place)> pressed = [](display::Place) {};
    std::function<void(display::Place)> moved = [](display::Place) {};
    std::function<void()> released = [] {};
  };

  // Without a size, it takes all of the screen. Where the settings name a layout, a window has that
  // one's size.
  Window(Size size, Handler handler);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // What there is to draw on, with the layout that the settings ask for; marked: with the mark of
  // the camera.
  [[nodiscard]] display::Canvas canvas(settings::DisplayLayout layout, bool marked) const;
  void show(const Scene& scene);

  // As a finger would; beyond an edge, at that edge.
  void touch(const display::Touch& touch);

  // What is on the screen, as picture.hpp makes it.
  [[nodiscard]] std::vector<std::uint8_t> png();
  // A text is longer than there is room for.
  [[nodiscard]] bool cuts_text_off() const;

 private:
  class View;
  std::unique_ptr<View> view_;
};

// How text and shapes are drawn, for every window of this process, before the first one.
void use_software_renderer();

}  // namespace portero::screen
