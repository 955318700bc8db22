#include "io/console/api.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "core/settings/json.hpp"
#include "io/console/answers.hpp"
#include "io/console/body.hpp"
#include "io/console/cookie.hpp"
#include "io/console/path.hpp"
#include "io/console/problem.hpp"
#include "io/ipc/json_text.hpp"
#include "io/ipc/record_json.hpp"

namespace portero::console {
namespace {

namespace json = boost::json;

using ipc::text;

constexpr std::string_view alive = "/livez";

Gate::Told with_session(const http::Exchange& exchange) {
  return [exchange](const auto& token) {
    if (!token) return exchange.answer(denied(token.error()));
    exchange.answer(
        {.status = 204, .headers = {{"Set-Cookie", set_cookie(session_cookie, *token)}}});
  };
}

// A page of somebody else must not act with this browser's session, nor look: whoever listens may
// be ready to answer.
bool is_from_another_site(const http::Request& request) {
  const auto site = request.header("Sec-Fetch-Site").value_or("none");
  return site != "same-origin" && site != "none";
}

// limit and before, as porteroctl has them.
std::expected<events::Query, std::string> query_of(const http::Request& request) {
  json::object asked;
  for (const std::string_view name : {"limit", "before"}) {
    const auto given = request.parameter(name);
    if (!given) continue;
    std::int64_t number = 0;
    const auto [end, failed] =
        std::from_chars(given->data(), given->data() + given->size(), number);
    if (failed != std::errc{} || end != given->data() + given->size()) number = 0;
    asked[json::string_view{name.data(), name.size()}] = number;
  }
  return ipc::query_of(asked);
}

}  // namespace

Api::Api(loop::EventLoop& loop, Gate& gate, Reach station, log::Log& log, base::Duration beat)
    : gate_(gate),
      station_(std::move(station)),
      live_(
          loop, [this] { return status_now(); },
          [this](const std::vector<std::string>& names) {
            station_.operate(control::Ready{names}, [](const control::ToOperator&) {});
          },
          {.beat = beat}),
      log_(log),
      log_live_(loop, log, LogLive::default_beat),
      beat_(beat),
      session_watch_(loop) {}

control::Status Api::status_now() const {
  control::Status status;
  station_.obey(control::ToStation{control::AskStatus{}}, [&](const control::Reply& reply) {
    if (const auto* const told = std::get_if<control::Status>(&reply)) status = *told;
  });
  return status;
}

const std::vector<Api::Route>& Api::table() {
  using enum Access;
  static const std::vector<Route> routes{
      {"GET", alive, anybody, &Api::live},
      {"GET", "/api/v1/session", anybody, &Api::tell_session},
      {"POST", "/api/v1/session", anybody, &Api::sign_in},
      {"DELETE", "/api/v1/session", signed_in, &Api::sign_out},
      {"POST", "/api/v1/claim", anybody, &Api::claim},
      {"GET", "/api/v1/status", signed_in, &Api::status},
      {"POST", "/api/v1/call", signed_in, &Api::call},
      {"POST", "/api/v1/hang_up", signed_in, &Api::hang_up},
      {"GET", "/api/v1/calls", signed_in, &Api::calls},
      {"GET", "/api/v1/events", signed_in, &Api::events},
      {"GET", "/api/v1/settings", signed_in, &Api::settings},
      {"PATCH", "/api/v1/settings", signed_in, &Api::change_settings},
      {"POST", "/api/v1/backup", signed_in, &Api::make_backup},
      {"POST", "/api/v1/restore", signed_in, &Api::restore},
      {"GET", "/api/v1/certificate", signed_in, &Api::certificate},
      {"PUT", "/api/v1/certificate", signed_in, &Api::use_certificate},
      {"DELETE", "/api/v1/certificate", signed_in, &Api::use_own_certificate},
      {"GET", "/api/v1/contact_photos", signed_in, &Api::contact_photos},
      {"GET", "/api/v1/contact_photo", signed_in, &Api::contact_photo},
      {"PUT", "/api/v1/contact_photo", signed_in, &Api::keep_contact_photo},
      {"DELETE", "/api/v1/contact_photo", signed_in, &Api::remove_contact_photo},
      {"PUT", "/api/v1/password", signed_in, &Api::change_password},
      {"POST", "/api/v1/diagnostics", signed_in, &Api::diagnose},
      {"GET", "/api/v1/diagnostics", signed_in, &Api::diagnostics},
      {"GET", "/api/v1/log", signed_in, &Api::tell_log},
      {"GET", "/api/v1/log/live", looks_on, &Api::follow_log},
      {"GET", "/api/v1/live", signed_in, &Api::listen},
      {"POST", "/api/v1/whep", signed_in, &Api::join},
      {"DELETE", "/api/v1/whep/{viewer}", signed_in, &Api::leave},
      {"POST", "/api/v1/whep/{viewer}/answer", signed_in, &Api::answer_call},
      {"POST", "/api/v1/whep/{viewer}/pause", signed_in, &Api::pause},
      {"POST", "/api/v1/whep/{viewer}/resume", signed_in, &Api::resume},
      {"POST", "/api/v1/unlock", signed_in, &Api::unlock},
      {"POST", "/api/v1/button", signed_in, &Api::press},
      {"GET", "/api/v1/screen", looks_on, &Api::screen},
      {"POST", "/api/v1/screen/touch", signed_in, &Api::touch_screen},
      {"GET", "/api/v1/snapshot", looks_on, &Api::snapshot},
      {"GET", "/api/v1/levels", looks_on, &Api::levels},
      {"POST", "/api/v1/test_tone", signed_in, &Api::play_tone},
  };
  return routes;
}

bool Api::has(std::string_view path) { return path.starts_with("/api/") || path == alive; }

std::vector<std::string> Api::routes() {
  std::vector<std::string> all;
  for (const Route& route : table()) all.push_back(fmt::format("{} {}", route.method, route.path));
  return all;
}

void Api::answer(const http::Request& request, const http::Exchange& exchange) {
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  std::string allowed;
  for (const Route& route : table()) {
    if (!matches(route.path, request.path)) continue;
    if (route.method != method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string{route.method};
      continue;
    }
    if (route.path != alive && is_from_another_site(request))
      return exchange.answer(
          problem(403, "another_site", "A page of another site asked for this."));
    if (!may_ask(route, request))
      return exchange.answer(problem(401, "signed_out", "Sign in first."));
    return (this->*route.handler)(request, exchange);
  }
  if (allowed.empty()) return exchange.answer(problem(404, "not_found", "There is no such page."));
  http::Response response = problem(405, "method", "This cannot be done here.");
  response.headers.emplace_back("Allow", allowed);
  exchange.answer(response);
}

bool Api::is_signed_in(const http::Request& request) const {
  const auto token = cookie(request, session_cookie);
  return token && gate_.admits(*token);
}

bool Api::may_ask(const Route& route, const http::Request& request) const {
  switch (route.access) {
    case Access::anybody: return true;
    case Access::signed_in: return is_signed_in(request);
    case Access::looks_on: return gate_.knows(cookie(request, session_cookie).value_or(""));
  }
  return false;
}

void Api::live(const http::Request&, const http::Exchange& exchange) {
  exchange.answer({.status = 204});
}

void Api::tell_session(const http::Request& request, const http::Exchange& exchange) {
  exchange.answer(with_json(json::serialize(
      json::object{{"claimed", gate_.is_claimed()}, {"signed_in", is_signed_in(request)}})));
}

void Api::claim(const http::Request& request, const http::Exchange& exchange) {
  const json::object body = object_in(request);
  const auto code = text(body, "code");
  if (!code) return exchange.answer(wants("code"));
  auto password = text(body, "password");
  if (!password) return exchange.answer(wants("password"));
  gate_.claim(request.from.address, *code, *std::move(password), with_session(exchange));
}

void Api::sign_in(const http::Request& request, const http::Exchange& exchange) {
  auto password = text(object_in(request), "password");
  if (!password) return exchange.answer(wants("password"));
  gate_.sign_in(request.from.address, *std::move(password), with_session(exchange));
}

void Api::sign_out(const http::Request& request, const http::Exchange& exchange) {
  gate_.sign_out(cookie(request, session_cookie).value_or(""));
  end_viewers_of_the_signed_out();
  exchange.answer({.status = 204, .headers = {{"Set-Cookie", set_cookie(session_cookie, "")}}});
}

void Api::status(const http::Request&, const http::Exchange& exchange) {
  pass_on(control::ToStation{control::AskStatus{}}, exchange);
}

void Api::call(const http::Request& request, const http::Exchange& exchange) {
  const auto extension = text(object_in(request), "extension");
  if (!extension || extension->empty()) return exchange.answer(wants("extension"));
  pass_on(control::ToStation{control::Call{*extension}}, exchange);
}

void Api::hang_up(const http::Request&, const http::Exchange& exchange) {
  pass_on(control::ToStation{control::HangUp{}}, exchange);
}

void Api::calls(const http::Request& request, const http::Exchange& exchange) {
  const auto query = query_of(request);
  if (!query) return exchange.answer(problem(400, "bad_request", query.error()));
  pass_on(control::ToRecord{control::AskCalls{*query}}, exchange);
}

void Api::events(const http::Request& request, const http::Exchange& exchange) {
  const auto query = query_of(request);
  if (!query) return exchange.answer(problem(400, "bad_request", query.error()));
  pass_on(control::ToRecord{control::AskEvents{*query}}, exchange);
}

void Api::settings(const http::Request&, const http::Exchange& exchange) {
  pass_on(control::ToSettings{control::AskSettings{}}, exchange);
}

// The body is an object of settings by name; If-Match holds the ETag of those that were looked at.
void Api::change_settings(const http::Request& request, const http::Exchange& exchange) {
  auto patch = settings::patch_from_json(request.body);
  if (!patch)
    return exchange.answer(problem(400, "bad_request", settings::sentence(patch.error()) + "."));
  control::ChangeSettings change{.patch = *std::move(patch)};
  if (auto match = request.header("If-Match"); match && *match != "*") {
    if (match->size() >= 2 && match->starts_with('"') && match->ends_with('"'))
      match = match->substr(1, match->size() - 2);
    change.instead_of = std::string{*match};
  }
  pass_on(control::ToSettings{std::move(change)}, exchange);
}

void Api::change_password(const http::Request& request, const http::Exchange& exchange) {
  const json::object body = object_in(request);
  auto old_password = text(body, "old");
  if (!old_password) return exchange.answer(wants("old"));
  auto new_password = text(body, "new");
  if (!new_password) return exchange.answer(wants("new"));
  gate_.change(request.from.address, *std::move(old_password), *std::move(new_password),
               [this, told = with_session(exchange)](const auto& token) {
                 told(token);
                 end_viewers_of_the_signed_out();
               });
}

// The checks take a while: what came of them is asked for.
void Api::diagnose(const http::Request&, const http::Exchange& exchange) {
  station_.obey(control::ToDiagnostics{control::Diagnose{}},
                [exchange](const control::Reply& reply) {
                  http::Response response = answer_to(reply);
                  response.status = response.status == 200 ? 202 : response.status;
                  exchange.answer(response);
                });
}

void Api::diagnostics(const http::Request&, const http::Exchange& exchange) {
  pass_on(control::ToDiagnostics{control::AskDiagnostics{}}, exchange);
}

// To be kept as a file.
void Api::tell_log(const http::Request&, const http::Exchange& exchange) {
  std::string text;
  for (const log::Entry& line : log_.kept()) text += log::to_text(line) + "\n";
  exchange.answer({200,
                   {{"Content-Type", "text/plain; charset=utf-8"},
                    {"Content-Disposition", "attachment; filename=\"portero-station.log\""}},
                   std::move(text)});
}

void Api::follow_log(const http::Request& request, const http::Exchange& exchange) {
  if (request.method == "HEAD")
    return exchange.answer({.headers = {{"Content-Type", "text/event-stream"}}});
  const auto may_listen = [this,
                           token = std::string{cookie(request, session_cookie).value_or("")}] {
    return gate_.knows(token);
  };
  if (!log_live_.add({exchange, may_listen})) exchange.answer(too_many_listeners());
}

void Api::pass_on(const control::Request& request, const http::Exchange& exchange) {
  station_.obey(request,
                [exchange](const control::Reply& reply) { exchange.answer(answer_to(reply)); });
}

}  // namespace portero::console
