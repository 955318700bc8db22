#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/access/request.hpp"
#include "core/call/input.hpp"
#include "core/control/message.hpp"
#include "core/media/ids.hpp"

// What operators in browsers ask of a station's call, and are told.
namespace portero::control {

// Answered with Joined or Refused.
struct Join {
  std::string name;
  call::Intent intent;
  std::string offer;  // SDP
  // The browser's connection before this one, which was lost: its place in the call goes on.
  std::optional<media::ViewerId> replaces{};

  bool operator==(const Join&) const = default;
};

// Who watches comes into the call: answers it where it rings.
struct Answer {
  media::ViewerId viewer;

  bool operator==(const Answer&) const = default;
};

// CALL-7.
struct Pause {
  media::ViewerId viewer;

  bool operator==(const Pause&) const = default;
};

struct Resume {
  media::ViewerId viewer;

  bool operator==(const Resume&) const = default;
};

struct Leave {
  media::ViewerId viewer;

  bool operator==(const Leave&) const = default;
};

// Answered with UnlockTold; what becomes of it later is told to all who listen.
struct Unlock {
  access::CommandId command;
  access::RunId run;
  base::TimePoint issued;                 // on the station's clock, as Status tells it
  std::optional<media::ViewerId> viewer;  // of who asks, where there is one
  access::OperatorName who;               // where there is none
  bool verified = false;                  // the password came with it

  bool operator==(const Unlock&) const = default;
};

// Who would hear it ring now, in place of whom was told before.
struct Ready {
  std::vector<std::string> names;

  bool operator==(const Ready&) const = default;
};

struct PressButton {
  bool operator==(const PressButton&) const = default;
};

// Answered with Picture or Refused.
struct AskPicture {
  bool operator==(const AskPicture&) const = default;
};

// What the station's screen shows now; answered with ScreenPicture or Refused.
struct AskScreen {
  bool operator==(const AskScreen&) const = default;
};

// As if a visitor's finger touched it there, in parts of its width and height: 0 to 1. Answered
// with Done or Refused.
struct TouchScreen {
  double x = 0;
  double y = 0;

  bool operator==(const TouchScreen&) const = default;
};

// Answered with Levels or Refused.
struct AskLevels {
  bool operator==(const AskLevels&) const = default;
};

// A test tone from the loudspeaker, outside of calls. Answered when it is over.
struct PlayTone {
  bool operator==(const PlayTone&) const = default;
};

// Whoever asked for it is gone.
struct StopTone {
  bool operator==(const StopTone&) const = default;
};

using FromOperator =
    std::variant<Ready, Join, Answer, Pause, Resume, Leave, Unlock, PressButton, AskPicture,
                 AskScreen, TouchScreen, AskLevels, PlayTone, StopTone>;

struct Joined {
  media::ViewerId viewer;
  std::string answer;  // SDP with all candidates

  bool operator==(const Joined&) const = default;
};

struct UnlockTold {
  access::CommandId command;
  access::Outcome outcome;

  bool operator==(const UnlockTold&) const = default;
};

struct Picture {
  std::vector<std::uint8_t> jpeg;

  bool operator==(const Picture&) const = default;
};

struct ScreenPicture {
  std::vector<std::uint8_t> png;

  bool operator==(const ScreenPicture&) const = default;
};

// How loud it is, and by which devices.
struct Levels {
  struct Side {
    double dbfs = -100;                   // RMS of the last 100 ms
    std::optional<std::string> device{};  // for people; none where nothing is known of it yet
    std::optional<std::string> lost{};    // why it does not work

    bool operator==(const Side&) const = default;
  };
  Side microphone{};
  Side loudspeaker{};

  bool operator==(const Levels&) const = default;
};

using ToOperator = std::variant<Done, Refused, Joined, UnlockTold, Picture, ScreenPicture, Levels>;

struct ViewerConnected {
  media::ViewerId viewer;

  bool operator==(const ViewerConnected&) const = default;
};

struct ViewerLeft {
  media::ViewerId viewer;
  std::string code;  // stable
  std::string sentence;

  bool operator==(const ViewerLeft&) const = default;
};

// For everybody who listens.
using News = std::variant<Status, ViewerConnected, ViewerLeft, UnlockTold>;

}  // namespace portero::control
