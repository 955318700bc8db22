#pragma once

#include <string>

#include "core/call/action.hpp"

namespace portero::sim {

// The station's screen as a small picture in text; colour as terminals take it.
std::string picture(const call::Show& show, bool colour);

}  // namespace portero::sim
