#pragma once

#include <string>

#include <boost/json.hpp>

#include "core/settings/setting.hpp"

// For the sources of this folder: what others include stays free of Boost.JSON.
namespace portero::settings {

boost::json::value json_value(const Value& value);

// On lines of their own, indented by two blanks, with a line break at the end: for files that
// people read and that are compared line by line.
std::string indented(const boost::json::value& value);

}  // namespace portero::settings
