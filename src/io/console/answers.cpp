#include "io/console/answers.hpp"

#include <chrono>
#include <utility>

#include "io/console/problem.hpp"

namespace portero::console {

http::Response with_json(std::string text) {
  return {200, {{"Content-Type", "application/json"}}, std::move(text)};
}

http::Response too_many_listeners() {
  return problem(503, "too_many_listeners", "Too many pages of the console are open. Close some.");
}

http::Response denied(const Gate::Denied& why) {
  http::Response response = problem(why.status, why.why);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(why.wait).count();
  if (seconds > 0) response.headers.emplace_back("Retry-After", std::to_string(seconds));
  return response;
}

}  // namespace portero::console
