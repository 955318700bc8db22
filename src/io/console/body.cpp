#include "io/console/body.hpp"

#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "io/console/problem.hpp"

namespace portero::console {

namespace json = boost::json;

json::object object_in(const http::Request& request) {
  json::error_code failed;
  json::value body = json::parse(request.body, failed, {}, {.max_depth = 4});
  return !failed && body.is_object() ? std::move(body.get_object()) : json::object{};
}

http::Response wants(std::string_view name) {
  return problem(400, "bad_request", fmt::format("The request's JSON needs a text '{}'.", name));
}

}  // namespace portero::console
