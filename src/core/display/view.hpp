#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "core/call/call.hpp"
#include "core/display/message.hpp"

namespace portero::display {

// What is drawn. The screens of the call, and those of a station that is not ready for calls yet.
enum class View : std::uint8_t {
  starting,
  setup,
  disabled,
  offline,
  waiting,
  directory,
  ringing,
  still_ringing,
  in_call,
  paused,
  access_pending,
  access_granted,
  access_denied,
  no_answer,
  busy,
  failed,
  ended,
};

inline constexpr std::array all_views{
    View::starting,       View::setup,          View::disabled,      View::offline,   View::waiting,
    View::directory,      View::ringing,        View::still_ringing, View::in_call,   View::paused,
    View::access_pending, View::access_granted, View::access_denied, View::no_answer, View::busy,
    View::failed,         View::ended,
};

// A visitor who waits for so long is told that it still rings.
inline constexpr std::int64_t still_ringing_after_ms = 20'000;

std::string_view name(View view);

// What the display is told of a call: what shows, and since when it rings or is talked.
[[nodiscard]] Show show_of(const call::Call& call, base::TimePoint now);

// A station without a password that cannot call waits for somebody who sets it up.
[[nodiscard]] View view_of(const Configure& configured, const Show& shown);

}  // namespace portero::display
