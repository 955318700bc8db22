#include "io/console/answers.hpp"

#include <chrono>
#include <utility>

#include "base/overloaded.hpp"
#include "io/console/problem.hpp"
#include "io/ipc/control_json.hpp"

namespace portero::console {

http::Response with_json(std::string text) {
  return {200, {{"Content-Type", "application/json"}}, std::move(text)};
}

http::Response with_picture(std::string_view type, const std::vector<std::uint8_t>& bytes) {
  return {200, {{"Content-Type", std::string{type}}}, {bytes.begin(), bytes.end()}};
}

http::Response answer_to(const control::Reply& reply) {
  return std::visit(
      base::overloaded{
          [](const control::Done&) -> http::Response { return {.status = 204}; },
          [](const control::Refused& why) { return problem(status_of(why.code), why); },
          [](const control::SettingsInForce& told) {
            http::Response response = with_json(ipc::to_json(control::Reply{told}));
            response.headers.emplace_back("ETag", '"' + told.version + '"');
            return response;
          },
          [](const control::BackupMade& made) -> http::Response {
            return {200,
                    {{"Content-Type", "application/octet-stream"},
                     {"Content-Disposition", "attachment; filename=\"" + made.file_name + '"'}},
                    made.text};
          },
          [](const auto& told) { return with_json(ipc::to_json(control::Reply{told})); },
      },
      reply);
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
