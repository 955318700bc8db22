#include "io/console/problem.hpp"

#include <array>
#include <utility>

#include <boost/json.hpp>

namespace portero::console {
namespace {

namespace json = boost::json;

constexpr auto statuses = std::to_array<std::pair<std::string_view, int>>({
    {"wrong_settings", 422},    {"no_such_extension", 422},
    {"wrong_certificate", 422}, {"weak_passphrase", 422},
    {"wrong_passphrase", 422},  {"no_backup", 422},
    {"damaged_backup", 422},    {"newer_backup", 422},
    {"outdated", 412},          {"busy", 503},
    {"not_stored", 507},        {"no_store", 503},
    {"no_record", 503},         {"no_such_viewer", 404},
    {"no_media", 503},          {"no_picture", 503},
    {"no_loudspeaker", 503},    {"no_screen", 503},
    {"screen_down", 503},       {"no_photo", 404},
    {"no_contact", 422},        {"wrong_photo", 422},
    {"too_often", 429},
});
constexpr int conflict = 409;

}  // namespace

int status_of(std::string_view code) {
  for (const auto& [known, status] : statuses)
    if (known == code) return status;
  return conflict;
}

http::Response problem(int status, const control::Refused& refused) {
  json::object out{{"type", "about:blank"},
                   {"title", refused.sentence},
                   {"status", status},
                   {"code", refused.code}};
  json::array errors;
  for (const control::WrongField& wrong : refused.fields)
    errors.push_back(json::object{{"field", wrong.field}, {"detail", wrong.sentence}});
  if (!errors.empty()) out["errors"] = std::move(errors);
  return {status, {{"Content-Type", "application/problem+json"}}, json::serialize(out)};
}

http::Response problem(int status, std::string_view code, std::string_view sentence) {
  return problem(status, control::Refused{std::string{code}, std::string{sentence}});
}

}  // namespace portero::console
