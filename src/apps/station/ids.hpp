#pragma once

#include <cstdint>
#include <string>

#include "core/access/request.hpp"
#include "core/call/party.hpp"

namespace portero::station {

// Drawn at random: nobody can guess them, and none comes twice.
[[nodiscard]] access::RunId new_run();
[[nodiscard]] access::CommandId new_command();

// To count on from; a browser can count as far.
[[nodiscard]] std::uint64_t some_number();

// A call among all calls of all stations: goes with it through SIP and logs.
[[nodiscard]] std::string call_label(access::RunId run, call::CallId call);

}  // namespace portero::station
