// What operators in browsers do with the call (api/station.openapi.yaml: live, whep, unlock,
// screen).
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "base/utf8.hpp"
#include "core/sdp/limits.hpp"
#include "io/console/answers.hpp"
#include "io/console/api.hpp"
#include "io/console/cookie.hpp"
#include "io/console/operator_json.hpp"
#include "io/console/path.hpp"
#include "io/console/problem.hpp"

namespace portero::console {
namespace {

constexpr std::string_view sdp_type = "application/sdp";
constexpr std::size_t max_name_characters = 64;
constexpr std::string_view nameless = "Browser";

http::Response bad_request(std::string_view sentence) {
  return problem(400, "bad_request", sentence);
}

// How others see who asks; none where it cannot be a name.
std::optional<std::string> name_in(const http::Request& request) {
  const auto given = request.parameter("name");
  if (!given || given->empty()) return std::string{nameless};
  const bool has_controls = std::ranges::any_of(
      *given, [](char letter) { return static_cast<unsigned char>(letter) < ' '; });
  if (has_controls || !base::is_utf8(*given) || base::character_count(*given) > max_name_characters)
    return std::nullopt;
  return std::string{*given};
}

http::Response wants_name() {
  return bad_request(
      fmt::format("name: must be a text of 1 to {} characters.", max_name_characters));
}

std::optional<call::Intent> intent_in(const http::Request& request) {
  const auto given = request.parameter("intent").value_or("watch");
  if (given == "watch") return call::Intent::watch;
  if (given == "talk") return call::Intent::talk;
  return std::nullopt;
}

bool is_sdp(const http::Request& request) {
  const std::string_view type = request.header("Content-Type").value_or("");
  return type.substr(0, type.find(';')) == sdp_type;
}

// What the media process would not read must not get there.
bool may_be_offer(std::string_view text) {
  const bool is_text = std::ranges::all_of(text, [](char letter) {
    return static_cast<unsigned char>(letter) >= ' ' || letter == '\r' || letter == '\n' ||
           letter == '\t';
  });
  return is_text && base::is_utf8(text) && text.size() <= sdp::max_session_bytes;
}

media::ViewerId viewer_in(const http::Request& request) {
  return media::ViewerId{number_in(request.path).value_or(0)};
}

// A number that is none replaces nobody.
std::optional<media::ViewerId> replaced_in(const http::Request& request) {
  const auto number = number_in("/" + std::string{request.parameter("replaces").value_or("")});
  return number ? std::optional{media::ViewerId{*number}} : std::nullopt;
}

http::Response written(const control::ToOperator& told) {
  return std::visit(
      base::overloaded{
          [](const control::Done&) -> http::Response { return {.status = 204}; },
          [](const control::Refused& why) { return problem(status_of(why.code), why); },
          [](const control::Joined& joined) -> http::Response {
            return {201,
                    {{"Content-Type", std::string{sdp_type}},
                     {"Location", fmt::format("/api/v1/whep/{}", joined.viewer.value())}},
                    joined.answer};
          },
          [](const control::UnlockTold& unlock) { return with_json(json_of(unlock)); },
          [](const control::Picture& picture) { return with_picture("image/jpeg", picture.jpeg); },
          [](const control::ScreenPicture& screen) {
            return with_picture("image/png", screen.png);
          },
          [](const control::Levels& levels) { return with_json(json_of(levels)); },
      },
      told);
}

}  // namespace

void Api::tell(const control::News& news) {
  if (const auto* const left = std::get_if<control::ViewerLeft>(&news))
    viewers_.erase(left->viewer);
  live_.tell(news);
}

// Who is ready to answer is there, though the page asks for nothing.
void Api::listen(const http::Request& request, const http::Exchange& exchange) {
  const auto name = name_in(request);
  if (!name) return exchange.answer(wants_name());
  if (request.method == "HEAD")
    return exchange.answer({.headers = {{"Content-Type", "text/event-stream"}}});
  const bool ready = request.parameter("duty") == "1";
  const std::string token{cookie(request, session_cookie).value_or("")};
  const auto may_listen = [this, token, ready] {
    return ready ? gate_.admits(token) : gate_.knows(token);
  };
  const bool added = live_.add({.exchange = exchange,
                                .session = token,
                                .may_listen = may_listen,
                                .ready = ready ? *name : ""});
  if (!added) exchange.answer(too_many_listeners());
}

void Api::join(const http::Request& request, const http::Exchange& exchange) {
  const auto name = name_in(request);
  if (!name) return exchange.answer(wants_name());
  const auto intent = intent_in(request);
  if (!intent) return exchange.answer(bad_request("intent: must be watch or talk."));
  if (!is_sdp(request))
    return exchange.answer(
        problem(415, "wrong_type", "The body must be an offer, of type application/sdp."));
  if (!may_be_offer(request.body))
    return exchange.answer(bad_request(fmt::format(
        "The offer must be lines of text, of {} bytes at most.", sdp::max_session_bytes)));
  const std::string token{cookie(request, session_cookie).value_or("")};
  const auto replaced = replaced_in(request);
  station_.operate(control::Join{*name, *intent, request.body, replaced},
                   [this, token, replaced, exchange](const control::ToOperator& told) {
                     if (const auto* const joined = std::get_if<control::Joined>(&told)) {
                       if (replaced) viewers_.erase(*replaced);
                       viewers_.insert_or_assign(joined->viewer, token);
                       if (viewers_.size() == 1) watch_sessions();
                     }
                     exchange.answer(written(told));
                   });
}

// Whoever was signed out sees and hears no more either.
void Api::end_viewers_of_the_signed_out() {
  std::vector<media::ViewerId> ending;
  for (const auto& [viewer, token] : viewers_)
    if (!gate_.knows(token)) ending.push_back(viewer);
  for (const media::ViewerId viewer : ending) {
    viewers_.erase(viewer);
    station_.operate(control::Leave{viewer}, [](const control::ToOperator&) {});
  }
}

// One also ends by its age, and where somebody else's needs its place.
void Api::watch_sessions() {
  end_viewers_of_the_signed_out();
  if (!viewers_.empty()) session_watch_.start(beat_, [this] { watch_sessions(); });
}

void Api::leave(const http::Request& request, const http::Exchange& exchange) {
  viewers_.erase(viewer_in(request));
  operate(control::Leave{viewer_in(request)}, exchange);
}

void Api::answer_call(const http::Request& request, const http::Exchange& exchange) {
  operate(control::Answer{viewer_in(request)}, exchange);
}

void Api::pause(const http::Request& request, const http::Exchange& exchange) {
  operate(control::Pause{viewer_in(request)}, exchange);
}

void Api::resume(const http::Request& request, const http::Exchange& exchange) {
  operate(control::Resume{viewer_in(request)}, exchange);
}

// The password with it proves that whoever is signed in is still there.
void Api::unlock(const http::Request& request, const http::Exchange& exchange) {
  const auto name = name_in(request);
  if (!name) return exchange.answer(wants_name());
  auto asked = unlock_in(request.body);
  if (!asked) return exchange.answer(bad_request(asked.error()));
  asked->unlock.who = *name;
  const std::optional<std::string> password = std::move(asked->password);
  if (!password) return operate(asked->unlock, exchange);
  gate_.prove(
      request.from.address, *password,
      [this, unlock = asked->unlock, exchange](const std::expected<void, Gate::Denied>& proven) {
        if (!proven) return exchange.answer(denied(proven.error()));
        control::Unlock verified = unlock;
        verified.verified = true;
        operate(verified, exchange);
      });
}

void Api::press(const http::Request&, const http::Exchange& exchange) {
  operate(control::PressButton{}, exchange);
}

void Api::snapshot(const http::Request&, const http::Exchange& exchange) {
  operate(control::AskPicture{}, exchange);
}

void Api::screen(const http::Request&, const http::Exchange& exchange) {
  operate(control::AskScreen{}, exchange);
}

void Api::touch_screen(const http::Request& request, const http::Exchange& exchange) {
  const auto touch = touch_in(request.body);
  if (!touch) return exchange.answer(problem(400, touch.error()));
  operate(*touch, exchange);
}

void Api::levels(const http::Request&, const http::Exchange& exchange) {
  operate(control::AskLevels{}, exchange);
}

// Answered when it is over: a page that is closed meanwhile takes its tone with it.
void Api::play_tone(const http::Request&, const http::Exchange& exchange) {
  operate(control::PlayTone{}, exchange);
  exchange.when_gone(
      [this] { station_.operate(control::StopTone{}, [](const control::ToOperator&) {}); });
}

void Api::operate(const control::FromOperator& wish, const http::Exchange& exchange) {
  station_.operate(wish,
                   [exchange](const control::ToOperator& told) { exchange.answer(written(told)); });
}

}  // namespace portero::console
