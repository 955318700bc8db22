#pragma once

#include <string>

#include "core/sdp/agreement.hpp"
#include "core/sdp/session.hpp"

namespace portero::sdp {

// The o= line of our descriptions in one dialog: the id stays, the version counts changes.
struct Identity {
  std::string session_id;
  std::uint64_t version = 1;

  bool operator==(const Identity&) const = default;
};

// A completed offer and answer: what the next one has to build on.
struct Exchange {
  Session ours;
  Session theirs;
  Offerer offerer = Offerer::us;
  Agreement agreement{};

  bool operator==(const Exchange&) const = default;
};

}  // namespace portero::sdp
