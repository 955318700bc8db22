#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "io/http/message.hpp"

// JSON in the body of a request.
namespace portero::console {

// Empty where the body is none.
[[nodiscard]] boost::json::object object_in(const http::Request& request);
// What is told to whom left this text out.
[[nodiscard]] http::Response wants(std::string_view name);

}  // namespace portero::console
