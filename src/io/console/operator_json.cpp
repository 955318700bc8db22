#include "io/console/operator_json.hpp"

#include <charconv>

#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "io/ipc/json_text.hpp"
#include "io/ipc/status_json.hpp"

namespace portero::console {
namespace {

namespace json = boost::json;

// What a browser can count in.
constexpr std::int64_t max_ms = std::int64_t{1} << 53;

std::string event(std::string_view name, const json::object& data) {
  return "event: " + std::string{name} + "\ndata: " + json::serialize(data) + "\n\n";
}

struct Word {
  std::string_view code;
  std::string_view sentence;
  bool opened = false;
};

Word word_for(access::PanelOutcome panel) {
  switch (panel) {
    case access::PanelOutcome::granted:
      return {"panel_granted", "The panel opened the door.", true};
    case access::PanelOutcome::denied:
      return {"panel_denied", "The panel refused. Its own log says why."};
    case access::PanelOutcome::silent:
      return {"panel_silent", "The panel did not confirm. Try again or call on-site staff."};
  }
  return {};
}

Word word_for(const access::Outcome& outcome) {
  return std::visit(
      base::overloaded{
          [](const access::Opened&) { return Word{"opened", "The door is open.", true}; },
          [](const access::NotOpened& stayed) {
            return Word{"not_opened", explanation(stayed.why)};
          },
          [](const access::AwaitingPanel&) {
            return Word{"awaiting_panel", "Sent. Waiting for the panel."};
          },
          [](const access::PanelOutcome& panel) { return word_for(panel); },
          [](const access::Why& why) { return Word{code(why), explanation(why)}; },
      },
      outcome);
}

std::string hex_of(const access::CommandId& command) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : command.value()) {
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text;
}

json::object written(const control::UnlockTold& told) {
  const Word word = word_for(told.outcome);
  return {{"command", hex_of(told.command)},
          {"code", word.code},
          {"sentence", word.sentence},
          {"opened", word.opened}};
}

json::object written(const control::Levels::Side& side) {
  return {{"dbfs", side.dbfs},
          {"device", ipc::text_or_null(side.device)},
          {"lost", ipc::text_or_null(side.lost)}};
}

// The whole of the text, as so many hexadecimal digits.
std::optional<std::uint64_t> hex(std::string_view text, std::size_t digits) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (failed != std::errc{} || end != text.data() + text.size() || text.size() != digits)
    return std::nullopt;
  return number;
}

std::optional<access::CommandId> command_of(std::string_view text) {
  constexpr std::size_t digits_of_byte = 2;
  access::CommandId::value_type bytes{};
  if (text.size() != bytes.size() * digits_of_byte) return std::nullopt;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = hex(text.substr(i * digits_of_byte, digits_of_byte), digits_of_byte);
    if (!byte) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*byte);
  }
  return access::CommandId{bytes};
}

std::optional<std::int64_t> number(const json::object& from, std::string_view name) {
  const json::value* const value = from.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->get_int64();
}

constexpr std::string_view no_object = "The body must be a JSON object.";

std::optional<json::object> object_in(std::string_view text) {
  json::error_code failed;
  json::value body = json::parse({text.data(), text.size()}, failed, {}, {.max_depth = 4});
  if (failed || !body.is_object()) return std::nullopt;
  return std::move(body.get_object());
}

std::optional<double> part_of_one(const json::object& from, std::string_view name) {
  const json::value* const value = from.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const auto part = value->to_number<double>();
  return part >= 0 && part <= 1 ? std::optional{part} : std::nullopt;
}

control::Refused no_place(const std::string& name) {
  const std::string sentence =
      "Must be a number from 0 to 1: where the screen is touched, as a part of its " +
      std::string{name == "x" ? "width, from the left." : "height, from the top."};
  return {"bad_request", name + ": " + sentence, {{name, sentence}}};
}

}  // namespace

std::string event_of(const control::News& news) {
  return std::visit(
      base::overloaded{
          [](const control::Status& status) { return event("status", ipc::written(status)); },
          [](const control::ViewerConnected& connected) {
            return event("viewer", {{"viewer", connected.viewer.value()},
                                    {"state", "connected"},
                                    {"code", nullptr},
                                    {"sentence", nullptr}});
          },
          [](const control::ViewerLeft& left) {
            return event("viewer", {{"viewer", left.viewer.value()},
                                    {"state", "gone"},
                                    {"code", left.code},
                                    {"sentence", left.sentence}});
          },
          [](const control::UnlockTold& told) { return event("unlock", written(told)); },
      },
      news);
}

std::string json_of(const control::UnlockTold& told) { return json::serialize(written(told)); }

std::string json_of(const control::Levels& levels) {
  return json::serialize(json::object{{"microphone", written(levels.microphone)},
                                      {"loudspeaker", written(levels.loudspeaker)}});
}

std::expected<UnlockAsked, std::string> unlock_in(std::string_view text) {
  const auto body = object_in(text);
  if (!body) return std::unexpected{std::string{no_object}};
  const json::object& from = *body;
  const auto command = command_of(ipc::text(from, "command").value_or(""));
  if (!command) return std::unexpected{"command: must be 32 random hexadecimal digits."};
  const auto run = hex(ipc::text(from, "run").value_or(""), 16);
  if (!run) return std::unexpected{"run: must be the status's run, 16 hexadecimal digits."};
  const auto issued = number(from, "issued_ms");
  if (!issued || *issued < 0 || *issued > max_ms)
    return std::unexpected{"issued_ms: must be the time of the click on the station's clock."};
  UnlockAsked asked{.unlock = {.command = *command,
                               .run = access::RunId{*run},
                               .issued = base::TimePoint{std::chrono::milliseconds{*issued}},
                               .viewer = std::nullopt,
                               .who = {}},
                    .password = ipc::text(from, "password")};
  const json::value* const given = from.if_contains("viewer");
  if (given == nullptr || given->is_null()) return asked;
  const auto viewer = number(from, "viewer");
  if (!viewer || *viewer <= 0)
    return std::unexpected{"viewer: must be the number that the station gave, or null."};
  asked.unlock.viewer = media::ViewerId{static_cast<std::uint64_t>(*viewer)};
  return asked;
}

std::expected<control::TouchScreen, control::Refused> touch_in(std::string_view text) {
  const auto body = object_in(text);
  if (!body) return std::unexpected{control::Refused{"bad_request", std::string{no_object}}};
  control::TouchScreen touch;
  for (const auto& [name, place] : {std::pair{"x", &touch.x}, std::pair{"y", &touch.y}}) {
    const auto part = part_of_one(*body, name);
    if (!part) return std::unexpected{no_place(name)};
    *place = *part;
  }
  return touch;
}

}  // namespace portero::console
