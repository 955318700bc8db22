#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace portero::access {

// One wish to open the door: an operator's click or key press. Random, 128 bits, made by whoever
// first saw the wish, and kept through every repetition of the message.
using CommandId = base::Id<struct CommandTag, std::array<std::uint8_t, 16>>;

// One life of the station process, random. A command names the run it was meant for, so that no
// message from before a restart is ever obeyed after it (docs/decisions/0007-door-pulse.md).
using RunId = base::Id<struct RunTag>;

enum class Way { dial_key, data_channel, server_link, console };

std::string_view name(Way way);

// How a click can come. No key is among them: which one was pressed is asked before there is a
// request, and nobody asks it of a click.
enum class Click { data_channel, server_link, console };

Way way_of(Click click);

// The name an operator is known by: an extension, a user's name.
using OperatorName = std::string;

// What an operator asked, after the shell found out who it is (UNL-2: authenticated either way).
struct Request {
  CommandId command;
  RunId run;
  base::TimePoint issued;
  OperatorName who;
  Way way;
  // The operator has just proved to be there, by passkey or PIN.
  bool verified = false;

  bool operator==(const Request&) const = default;
};

}  // namespace portero::access
