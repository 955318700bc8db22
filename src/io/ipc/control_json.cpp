#include "io/ipc/control_json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "io/ipc/backup_json.hpp"
#include "io/ipc/console_json.hpp"
#include "io/ipc/diagnostics_json.hpp"
#include "io/ipc/json_text.hpp"
#include "io/ipc/record_json.hpp"
#include "io/ipc/settings_json.hpp"
#include "io/ipc/status_json.hpp"

namespace portero::ipc {
namespace {

namespace json = boost::json;
using control::Reply;
using control::Request;
using control::Status;

constexpr std::size_t max_depth = 8;
constexpr std::size_t max_extension_bytes = 256;

std::expected<json::object, MessageError> object(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = max_depth;
  json::value value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return std::unexpected("not JSON: " + error.message());
  if (!value.is_object()) return std::unexpected(MessageError{"not a JSON object"});
  return std::move(value.get_object());
}

json::object written(const control::ToStation& request) {
  return std::visit(base::overloaded{
                        [](const control::Call& call) {
                          return json::object{{"do", "call"}, {"extension", call.extension}};
                        },
                        [](const control::HangUp&) { return json::object{{"do", "hang_up"}}; },
                        [](const control::AskStatus&) { return json::object{{"do", "status"}}; },
                    },
                    request);
}

json::object written(const control::Refused& refused) {
  json::array fields;
  for (const control::WrongField& wrong : refused.fields)
    fields.push_back(json::object{{"field", wrong.field}, {"sentence", wrong.sentence}});
  return {{"code", refused.code}, {"sentence", refused.sentence}, {"fields", std::move(fields)}};
}

control::Refused refused_of(const json::object& from) {
  control::Refused refused{text(from, "code").value_or(""), text(from, "sentence").value_or("")};
  if (const json::value* fields = from.if_contains("fields"); fields && fields->is_array())
    for (const json::value& each : fields->get_array())
      if (const json::object* wrong = each.if_object())
        refused.fields.push_back(
            {text(*wrong, "field").value_or(""), text(*wrong, "sentence").value_or("")});
  return refused;
}

template <class Ask>
std::expected<Request, MessageError> with_query(const json::object& from) {
  const auto query = query_of(from);
  if (!query) return std::unexpected(query.error());
  return Request{control::ToRecord{Ask{*query}}};
}

template <class To, class Kind>
std::expected<Request, MessageError> request_of(std::expected<Kind, MessageError> read) {
  if (!read) return std::unexpected(std::move(read.error()));
  return Request{To{*std::move(read)}};
}

// A reply of this kind, or what is wrong with it.
template <class Kind>
std::expected<Reply, MessageError> reply_of(std::expected<Kind, MessageError> read) {
  if (!read) return std::unexpected(std::move(read.error()));
  return Reply{*std::move(read)};
}

}  // namespace

std::string to_json(const Request& request) {
  return json::serialize(std::visit([](const auto& to) { return written(to); }, request));
}

std::string to_json(const Reply& reply) {
  return json::serialize(std::visit(
      base::overloaded{
          [](const control::Done&) { return json::object{{"done", true}}; },
          [](const control::Refused& refused) {
            return json::object{{"refused", written(refused)}};
          },
          [](const Status& status) { return json::object{{"status", written(status)}}; },
          [](const control::CallsKept& calls) { return written(calls); },
          [](const control::EventsKept& events) { return written(events); },
          [](const control::SettingsInForce& told) { return written(told); },
          [](const control::BackupMade& made) { return json::object{{"backup", written(made)}}; },
          [](const control::ConsoleTold& told) { return json::object{{"console", written(told)}}; },
          [](const control::CertificateTold& told) {
            return json::object{{"certificate", written(told)}};
          },
          [](const diagnostics::Report& report) {
            return json::object{{"diagnostics", written(report)}};
          },
      },
      reply));
}

std::expected<Request, MessageError> control_request(std::string_view line) {
  const auto from = object(line);
  if (!from) return std::unexpected(from.error());
  const std::string wanted = text(*from, "do").value_or("");
  if (wanted == "hang_up") return control::HangUp{};
  if (wanted == "status") return control::AskStatus{};
  if (wanted == "calls") return with_query<control::AskCalls>(*from);
  if (wanted == "events") return with_query<control::AskEvents>(*from);
  if (wanted == "diagnose") return control::ToDiagnostics{control::Diagnose{}};
  if (wanted == "diagnostics") return request_of<control::ToDiagnostics>(ask_diagnostics_of(*from));
  if (wanted == "console") return control::ToConsole{control::AskConsole{}};
  if (wanted == "certificate") return control::ToConsole{control::AskCertificate{}};
  if (wanted == "use_certificate") return request_of<control::ToConsole>(given_of(*from));
  if (wanted == "use_own_certificate") return control::ToConsole{control::UseOwnCertificate{}};
  if (wanted == "settings") return control::ToSettings{control::AskSettings{}};
  if (wanted == "change_settings") return request_of<control::ToSettings>(change_of(*from));
  if (wanted == "backup") return request_of<control::ToBackup>(backup_of(*from));
  if (wanted == "restore") return request_of<control::ToBackup>(restore_of(*from));
  if (wanted != "call")
    return std::unexpected(
        fmt::format("do: '{}' is unknown; call, hang_up, status, calls, events, settings, "
                    "change_settings, backup, restore, console, certificate, use_certificate, "
                    "use_own_certificate, diagnose and diagnostics are known",
                    wanted));
  const auto extension = text(*from, "extension");
  if (!extension || extension->empty() || extension->size() > max_extension_bytes)
    return std::unexpected(
        fmt::format("extension: must be a text of 1 to {} bytes", max_extension_bytes));
  return control::Call{*extension};
}

std::expected<Reply, MessageError> control_reply(std::string_view line) {
  const auto from = object(line);
  if (!from) return std::unexpected(from.error());
  if (from->contains("done")) return control::Done{};
  if (const json::value* status = from->if_contains("status")) return reply_of(status_of(*status));
  if (from->contains("calls")) return reply_of(calls_of(*from));
  if (from->contains("events")) return reply_of(events_of(*from));
  if (from->contains("settings")) return reply_of(settings_of(*from));
  if (const json::value* backup = from->if_contains("backup"))
    return reply_of(backup_made_of(*backup));
  if (const json::value* console = from->if_contains("console"))
    return reply_of(console_of(*console));
  if (const json::value* certificate = from->if_contains("certificate"))
    return reply_of(certificate_of(*certificate));
  if (const json::value* report = from->if_contains("diagnostics"))
    return reply_of(report_of(*report));
  const json::value* refused = from->if_contains("refused");
  if (!refused || !refused->is_object())
    return std::unexpected(
        MessageError{"neither done, refused, status, calls, events, settings, backup, console, "
                     "certificate nor diagnostics"});
  return refused_of(refused->get_object());
}

}  // namespace portero::ipc
