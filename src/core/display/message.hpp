#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/call/screen.hpp"
#include "core/settings/choices.hpp"

// What the station and the process that draws say to each other.
namespace portero::display {

// What somebody needs who sets a new station up.
struct Setup {
  std::string address;     // "https://192.0.2.7:8443"
  std::string claim_code;  // "4F7-K2P"
  // Of the console's certificate, SHA-256 as browsers show it: "AB:01:...".
  std::string fingerprint{};

  bool operator==(const Setup&) const = default;
};

// The first command, and again at every change.
struct Configure {
  settings::DisplayLayout layout = settings::DisplayLayout::automatic;
  settings::Language language = settings::Language::english;
  bool reduced_motion = false;
  std::string station_name{};
  std::string help_line{};              // what visitors read while the intercom is not available
  std::optional<Setup> setup{};         // while the station has no password
  std::vector<std::string> contacts{};  // the names of the directory, each another one

  bool operator==(const Configure&) const = default;
};

// What call::Show says, and for how long the call rings or is talked already.
struct Show {
  call::Screen screen = call::Screen::offline;
  std::optional<call::Outage> outage{};
  std::int64_t elapsed_ms = 0;

  bool operator==(const Show&) const = default;
};

// How loud it is in a call, 0 to 100.
struct Levels {
  std::int32_t operator_percent = 0;
  std::int32_t visitor_percent = 0;

  bool operator==(const Levels&) const = default;
};

// Whether anybody outside sees what the camera sees: it is marked on whatever shows.
struct Camera {
  bool seen = false;

  bool operator==(const Camera&) const = default;
};

// Answered with PictureTaken: what is on the screen now.
struct TakePicture {
  bool operator==(const TakePicture&) const = default;
};

// Answered with Alive, by the thread that draws.
struct AskAlive {
  bool operator==(const AskAlive&) const = default;
};

// As if the visitor's finger touched it there.
struct Touch {
  std::int32_t x_permille = 0;  // of its width, from the left: 0 to 1000
  std::int32_t y_permille = 0;  // of its height, from the top

  bool operator==(const Touch&) const = default;
};

// How a contact of the directory looks: a JPEG, which nobody has decoded before. Without a byte, it
// has no photo any more. A contact that Configure lists no more loses its photo with that.
struct ContactPhoto {
  std::string contact;
  std::vector<std::uint8_t> jpeg{};

  bool operator==(const ContactPhoto&) const = default;
};

// Somebody moves before the door: what waits is as bright as after a touch, and nothing else
// follows.
struct Wake {
  bool operator==(const Wake&) const = default;
};

using Command =
    std::variant<Configure, Show, Levels, Camera, TakePicture, AskAlive, Touch, ContactPhoto, Wake>;

// The first picture is on the screen.
struct Ready {
  bool operator==(const Ready&) const = default;
};

// The visitor touched the screen, which is the call button. In the directory: anything but a name.
struct Touched {
  bool operator==(const Touched&) const = default;
};

// The visitor touched a name in the directory. Were it a number, a choice that crosses a change of
// the list could call somebody else.
struct Chosen {
  std::string contact;

  bool operator==(const Chosen&) const = default;
};

// It dimmed by itself, or is bright again by a touch or motion: the same is shown, and looks
// different.
struct LightChanged {
  bool operator==(const LightChanged&) const = default;
};

struct PictureTaken {
  std::vector<std::uint8_t> png;

  bool operator==(const PictureTaken&) const = default;
};

struct Alive {
  bool operator==(const Alive&) const = default;
};

using Event = std::variant<Ready, Touched, Chosen, LightChanged, PictureTaken, Alive>;

}  // namespace portero::display
