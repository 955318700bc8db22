#pragma once

#include <string>

#include "core/call/action.hpp"
#include "core/call/input.hpp"

// For traces and for people who watch.
namespace portero::sim {

std::string words(const call::Input& input);
std::string words(const call::Action& action);
std::string words(const call::Fact& fact);
std::string words(const access::Outcome& outcome);

}  // namespace portero::sim
