#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/call/outage.hpp"

namespace portero::call {

// What the display shows (DSP-1 to DSP-9) and what everybody who asks for the state is told.
enum class Screen : std::uint8_t {
  disabled,
  offline,
  waiting,
  directory,
  ringing,
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

std::string_view name(Screen screen);

}  // namespace portero::call
