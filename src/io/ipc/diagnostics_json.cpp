#include "io/ipc/diagnostics_json.hpp"

#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "io/ipc/json_text.hpp"

namespace portero::ipc {
namespace {

namespace json = boost::json;

std::expected<diagnostics::Check, std::string> check_of(const json::value& value) {
  const json::object* const from = value.if_object();
  const auto id = from ? diagnostics::check_named(text(*from, "id").value_or("")) : std::nullopt;
  if (!id) return std::unexpected(std::string{"diagnostics: a check has no id that is known"});
  const auto outcome = diagnostics::outcome_named(text(*from, "outcome").value_or(""));
  if (!outcome) return std::unexpected(std::string{"diagnostics: a check has no outcome"});
  return diagnostics::Check{
      *id, {*outcome, text(*from, "found").value_or(""), text(*from, "advice").value_or("")}};
}

}  // namespace

json::object written(const control::ToDiagnostics& request) {
  return std::visit(base::overloaded{
                        [](const control::Diagnose&) { return json::object{{"do", "diagnose"}}; },
                        [](const control::AskDiagnostics& ask) {
                          json::object asked{{"do", "diagnostics"}};
                          if (ask.run) asked["run"] = *ask.run;
                          return asked;
                        },
                    },
                    request);
}

std::expected<control::AskDiagnostics, std::string> ask_diagnostics_of(const json::object& from) {
  const json::value* const run = from.if_contains("run");
  if (run == nullptr) return control::AskDiagnostics{};
  json::error_code no_number;
  const auto number = run->to_number<std::uint64_t>(no_number);
  if (no_number || number == 0)
    return std::unexpected(std::string{"run: must be a number from 1, as of an answer's run"});
  return control::AskDiagnostics{number};
}

json::object written(const diagnostics::Report& report) {
  json::array checks;
  for (const diagnostics::Check& check : report.checks)
    checks.push_back(json::object{{"id", name(check.id)},
                                  {"title", title(check.id)},
                                  {"outcome", name(check.verdict.outcome)},
                                  {"found", check.verdict.found},
                                  {"advice", check.verdict.advice}});
  return {{"run", report.run}, {"running", report.running}, {"checks", std::move(checks)}};
}

std::expected<diagnostics::Report, std::string> report_of(const json::value& value) {
  const json::object* const from = value.if_object();
  const json::value* const checks = from ? from->if_contains("checks") : nullptr;
  if (checks == nullptr || !checks->is_array())
    return std::unexpected(std::string{"diagnostics: checks are missing"});
  diagnostics::Report report;
  json::error_code no_number;
  if (const json::value* run = from->if_contains("run"))
    report.run = run->to_number<std::uint64_t>(no_number);
  if (const json::value* running = from->if_contains("running"))
    report.running = running->is_bool() && running->get_bool();
  for (const json::value& each : checks->get_array()) {
    auto check = check_of(each);
    if (!check) return std::unexpected(std::move(check.error()));
    report.checks.push_back(*std::move(check));
  }
  return report;
}

}  // namespace portero::ipc
