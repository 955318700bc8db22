#include "apps/ctl/check.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>

#include <fmt/format.h>

#include "apps/ctl/station_link.hpp"
#include "io/ipc/control_json.hpp"

namespace portero::ctl {
namespace {

using diagnostics::Outcome;

// All checks together are over long before.
constexpr int max_looks = 600;
constexpr base::Duration between_looks = std::chrono::milliseconds{200};

bool is_over(const diagnostics::Check& check) {
  return check.verdict.outcome != Outcome::waiting && check.verdict.outcome != Outcome::running;
}

void print(const diagnostics::Check& check) {
  fmt::print("{:<8} {:<27} {}\n", name(check.verdict.outcome), title(check.id),
             check.verdict.found);
  if (!check.verdict.advice.empty()) fmt::print("{:36} {}\n", "", check.verdict.advice);
  std::fflush(stdout);
}

int told(const std::string& sentence, int status) {
  fmt::print(stderr, "porteroctl: {}\n", sentence);
  return status;
}

}  // namespace

int check(const std::filesystem::path& socket, bool as_json) {
  const auto station = StationLink::open(socket);
  if (!station) return told(station.error(), unavailable);
  control::Request request = control::ToDiagnostics{control::Diagnose{}};
  std::optional<std::uint64_t> run;
  std::size_t printed = 0;
  for (int look = 0; look < max_looks; ++look) {
    const auto line = (*station)->ask(request);
    if (!line) return told(line.error(), unavailable);
    const auto reply = ipc::control_reply(*line);
    if (!reply) return told("the station's answer is not understood: " + reply.error(), failure);
    if (const auto* refused = std::get_if<control::Refused>(&*reply))
      return told(refused->sentence, failure);
    const auto* const report = std::get_if<diagnostics::Report>(&*reply);
    if (report == nullptr) return told("the station answered something else.", failure);
    if (run.value_or(report->run) != report->run)
      return told("the station answered with the results of another run.", failure);
    run = report->run;
    for (; printed < report->checks.size() && is_over(report->checks[printed]); ++printed)
      if (!as_json) print(report->checks[printed]);
    if (!report->running) {
      if (as_json) fmt::print("{}\n", *line);
      const bool failed = std::ranges::any_of(report->checks, [](const diagnostics::Check& each) {
        return each.verdict.outcome == Outcome::fail;
      });
      return failed ? failure : ok;
    }
    request = control::ToDiagnostics{control::AskDiagnostics{run}};
    (*station)->wait(between_looks);
  }
  return told("the checks do not come to an end; the station's log may say why.", failure);
}

}  // namespace portero::ctl
