#pragma once

#include <expected>
#include <string>

#include <boost/json/value.hpp>

#include "core/control/message.hpp"

// A station's status as JSON; api/station.openapi.yaml describes it. Times are in milliseconds.
namespace portero::ipc {

[[nodiscard]] boost::json::object written(const control::Status& status);

// An error names what is missing. What is told of a call and its people is for browsers, and left.
[[nodiscard]] std::expected<control::Status, std::string> status_of(
    const boost::json::value& value);

}  // namespace portero::ipc
