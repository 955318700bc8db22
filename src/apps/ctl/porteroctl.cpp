#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "apps/ctl/backup.hpp"
#include "apps/ctl/check.hpp"
#include "apps/ctl/settings.hpp"
#include "apps/ctl/station_link.hpp"
#include "base/overloaded.hpp"
#include "io/ipc/control_json.hpp"
#include "io/ipc/record_json.hpp"

namespace portero::ctl {
namespace {

void print(const control::Status& status) {
  if (!status.name.empty()) fmt::print("station       {}\n", status.name);
  fmt::print("state         {}\n", status.state);
  if (status.reason) fmt::print("reason        {}\n", *status.reason);
  if (const auto& registration = status.registration)
    fmt::print("registered    at {} by {}, again in {} s\n", registration->server,
               registration->transport, registration->renewed_in.count());
  for (const std::string& party : status.parties) fmt::print("in the call   {}\n", party);
  if (status.last_end) fmt::print("last call     {}\n", *status.last_end);
}

// By the clock of this machine.
std::string when(events::Time time) {
  return fmt::format("{:%F %T}", fmt::localtime(std::chrono::system_clock::to_time_t(time)));
}

std::string seconds(base::Duration duration) {
  return fmt::format("{} s", std::chrono::duration_cast<std::chrono::seconds>(duration).count());
}

void print(const control::ConsoleTold& console) {
  fmt::print("address       {}\nfingerprint   {}\n", console.address, console.fingerprint);
  if (console.claim_code)
    fmt::print("claim code    {}: who sets the first password needs it\n", *console.claim_code);
}

void print(const control::CertificateTold& told) {
  std::string names;
  for (const std::string& name : told.names) names += (names.empty() ? "" : ", ") + name;
  fmt::print("made by       {}\nfor           {}\nvalid         {} to {}\nfingerprint   {}\n",
             told.self_made ? "this station" : told.issuer, names, told.from, told.until,
             told.fingerprint);
}

void print(const events::KeptCall& kept) {
  const events::CallRecord& call = kept.call;
  std::string text = fmt::format("{:>6}  {}  {:<9}  {}", kept.number, when(call.began),
                                 events::name(call.direction), call.who.empty() ? "-" : call.who);
  if (call.answered && call.ended) text += "  talked " + seconds(*call.ended - *call.answered);
  text += call.ended ? "  " + call.why : "  goes on";
  if (call.unlocks > 0) text += fmt::format("  opened {}", call.unlocks);
  if (!call.codecs.empty()) text += "  " + call.codecs;
  if (const auto& quality = call.quality)
    text += fmt::format("  {:.1f} % lost, {:.0f} ms there and back", quality->loss_percent,
                        quality->round_trip_ms);
  fmt::print("{}{}\n", text, kept.photo ? "  photo" : "");
}

void print(const events::KeptEvent& kept) {
  std::string text =
      fmt::format("{:>6}  {}  {:<15}", kept.number, when(kept.event.at), name(kept.event.kind));
  for (const std::string* word : {&kept.event.who, &kept.event.how, &kept.event.outcome})
    if (!word->empty()) text += "  " + *word;
  fmt::print("{}{}\n", text, kept.photo ? "  photo" : "");
}

template <class Kept>
void print(const events::Page<Kept>& page) {
  if (page.kept.empty()) fmt::print("Nothing is on record.\n");
  for (const Kept& kept : page.kept) print(kept);
  if (page.next) fmt::print("There is more: --before {}\n", *page.next);
}

int refused(const control::Refused& refused) {
  if (refused.fields.empty()) fmt::print(stderr, "porteroctl: {}\n", refused.sentence);
  for (const control::WrongField& wrong : refused.fields)
    fmt::print(stderr, "porteroctl: {}\n", wrong.sentence);
  return failure;
}

// Which settings are printed: those whose name begins so, or none.
using Beginning = std::optional<std::string>;

int tell(const std::string& line, bool as_json, const Beginning& listed) {
  const auto reply = ipc::control_reply(line);
  if (!reply) {
    fmt::print(stderr, "porteroctl: the station's answer is not understood: {}\n", reply.error());
    return failure;
  }
  if (as_json) fmt::print("{}\n", line);
  return std::visit(base::overloaded{
                        [](const control::Done&) -> int { return ok; },
                        [](const control::Refused& why) -> int { return refused(why); },
                        [&](const control::SettingsInForce& told) -> int {
                          if (!as_json && listed) print_settings(told, *listed);
                          if (!as_json) print_remarks(told);
                          return ok;
                        },
                        [](const diagnostics::Report&) -> int { return ok; },
                        [](const control::BackupMade&) -> int { return ok; },
                        [&](const auto& told) -> int {
                          if (!as_json) print(told);
                          return ok;
                        },
                    },
                    *reply);
}

int ask(const std::filesystem::path& path, const control::Request& request, bool as_json,
        const Beginning& listed) {
  const auto station = StationLink::open(path);
  const auto answer = station ? (*station)->ask(request) : std::unexpected{station.error()};
  if (answer) return tell(*answer, as_json, listed);
  fmt::print(stderr, "porteroctl: {}\n", answer.error());
  return unavailable;
}

struct SettingsWords {
  Beginning listed{};
  std::vector<std::string> words{};
  std::optional<std::string> trouble{};
};

void add_settings_to(CLI::App& app, SettingsWords& typed, control::Request& request) {
  auto& [listed, words, trouble] = typed;
  CLI::App* const all = app.add_subcommand("settings", "what is in force, and where it is set");
  all->add_option("beginning", listed, "those alone whose name begins so: sip.");
  all->callback([&] {
    listed = listed.value_or("");
    request = control::ToSettings{control::AskSettings{}};
  });
  CLI::App* const set = app.add_subcommand("set", "change settings, all or none, at once");
  set->add_option("name=value", words,
                  "of a name alone, like a password's, the value is the standard input")
      ->required();
  set->callback([&] {
    auto change = change_from(words);
    if (change)
      request = control::ToSettings{*std::move(change)};
    else
      trouble = std::move(change.error());
  });
  CLI::App* const reset = app.add_subcommand("reset", "set settings back to their defaults");
  reset->add_option("name", words)->required();
  reset->callback([&] { request = control::ToSettings{reset_of(words)}; });
}

// `history` and `events` are asked alike.
void add_to(CLI::App& app, const char* word, const char* what, events::Query& query,
            const std::function<void()>& chosen) {
  CLI::App* const record = app.add_subcommand(word, what);
  record->add_option("--limit", query.limit, "so many at most")
      ->check(CLI::Range(std::size_t{1}, ipc::max_asked))
      ->capture_default_str();
  record->add_option("--before", query.before, "those older than this number")
      ->check(CLI::PositiveNumber);
  record->callback(chosen);
}

CLI::App* add_file_to(CLI::App& app, const char* word, const char* what,
                      std::filesystem::path& file) {
  CLI::App* const command = app.add_subcommand(word, what);
  command->footer("The passphrase is asked for, or is the first line of the standard input.");
  command->add_option("file", file)->required();
  return command;
}

int run(int argc, char** argv) {
  CLI::App app{
      "Asks a running portero-station what it does and did, lets it call and hang up, and "
      "changes, backs up and restores its settings.",
      "porteroctl"};
  app.set_version_flag("--version", PORTERO_VERSION);
  app.footer(
      "exit status: 0 done, 1 refused or a check failed, 2 wrong usage, 69 no station answers");
  app.require_subcommand(1);

  std::filesystem::path socket = "/run/portero/station.sock";
  app.add_option("--socket", socket, "the station's socket")->capture_default_str();
  bool as_json = false;
  app.add_flag("--json", as_json, "print the answer as JSON");

  control::Request request = control::ToStation{control::AskStatus{}};
  std::string extension;
  app.add_subcommand("status", "what the station does, and why it cannot do more");
  auto* call = app.add_subcommand("call", "ring an extension");
  call->add_option("extension", extension, "as the SIP server knows it")->required();
  call->callback([&] { request = control::ToStation{control::Call{extension}}; });
  app.add_subcommand("hangup", "end the call or stop ringing")->callback([&] {
    request = control::ToStation{control::HangUp{}};
  });
  app.add_subcommand("console", "where the web console is, and how to know it")->callback([&] {
    request = control::ToConsole{control::AskConsole{}};
  });
  bool own = false;
  CLI::App* const certificate =
      app.add_subcommand("certificate", "what the web console shows to browsers");
  certificate->add_flag("--own", own, "from now on, what the station made itself");
  certificate->callback([&] {
    request = own ? control::ToConsole{control::UseOwnCertificate{}}
                  : control::ToConsole{control::AskCertificate{}};
  });
  const CLI::App* const checks =
      app.add_subcommand("check", "look at everything that a call needs, and say what to do");
  std::filesystem::path backup_file;
  const CLI::App* const backups = add_file_to(
      app, "backup", "write all settings, secrets included, to a file that a passphrase opens",
      backup_file);
  const CLI::App* const restores =
      add_file_to(app, "restore",
                  "put the settings of a backup in the place of all that are stored", backup_file);
  events::Query query{.limit = 20};
  add_to(app, "history", "the calls, newest first", query,
         [&] { request = control::ToRecord{control::AskCalls{query}}; });
  add_to(app, "events", "who opened the door, when and how, and whatever else is on record", query,
         [&] { request = control::ToRecord{control::AskEvents{query}}; });
  SettingsWords typed;
  add_settings_to(app, typed, request);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ok : usage;
  }
  if (typed.trouble) {
    fmt::print(stderr, "porteroctl: {}\n", *typed.trouble);
    return usage;
  }
  if (*checks) return check(socket, as_json);
  if (*backups) return backup(socket, backup_file);
  if (*restores) return restore(socket, backup_file);
  return ask(socket, request, as_json, typed.listed);
}

}  // namespace
}  // namespace portero::ctl

int main(int argc, char** argv) { return portero::ctl::run(argc, argv); }
