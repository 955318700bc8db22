#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/display/directory_page.hpp"
#include "core/display/light.hpp"

namespace portero::screen {

// All that a picture depends on: what is drawn has no state of its own.
struct Scene {
  settings::DisplayLayout layout = settings::DisplayLayout::automatic;
  display::Look look{};
  std::string station_name{};
  std::string title{};
  std::string hint{};
  std::string word{};
  std::string time{};         // of the call, where the look is timed: "0:42"
  std::string code{};         // that sets the station up; empty but then
  std::string address{};      // goes with it
  std::string fingerprint{};  // of the certificate that is met there, in lines
  std::string operators{};    // what stands beside the levels
  std::string visitor{};
  display::Levels levels{};
  std::string camera{};  // that it is seen by somebody outside; empty while it is not
  std::optional<display::DirectoryPage> page{};  // of the directory, where names are listed
  std::string sought{};                          // what stands in its field
  double phase = 0;                              // of what moves, 0 to 1
  bool in_steps = false;                         // what moves goes in steps

  bool operator==(const Scene&) const = default;
};

// What moves begins anew after this time. Anything slower than three times a second is no flash
// (WCAG 2.3.1).
inline constexpr std::int64_t cycle_ms = 1100;
// What moves in steps has three of them.
inline constexpr std::int64_t steps = 3;

[[nodiscard]] Scene scene_of(const display::Configure& configured, const display::Show& shown,
                             const display::Levels& levels);

// The names of the directory.
[[nodiscard]] Scene scene_of(const display::Configure& configured, display::DirectoryPage page);

// The same, with what is told whatever shows: whether the camera is seen, and how bright it is.
[[nodiscard]] Scene seen_in(display::Light light, const display::Camera& camera,
                            const display::Configure& configured, Scene scene);

// "0:42", "1:02:03"
[[nodiscard]] std::string time_of_call(std::int64_t elapsed_ms);

}  // namespace portero::screen
