#pragma once

#include "core/access/request.hpp"
#include "core/call/party.hpp"

namespace portero::sim {

// What a far end knows of its leg: the core counts legs anew in each run of the station.
struct Dialog {
  access::RunId run;
  call::LegId leg;

  bool operator==(const Dialog&) const = default;
};

}  // namespace portero::sim
