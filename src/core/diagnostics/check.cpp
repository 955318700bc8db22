#include "core/diagnostics/check.hpp"

#include <algorithm>
#include <array>

namespace portero::diagnostics {
namespace {

struct Named {
  CheckId id;
  std::string_view name;
  std::string_view title;
};

constexpr std::array<Named, 15> checks{{
    {CheckId::name, "name", "Name lookup"},
    {CheckId::udp, "udp", "Reach server by UDP"},
    {CheckId::tcp, "tcp", "Reach server by TCP"},
    {CheckId::tls, "tls", "Reach server by TLS"},
    {CheckId::sign_in, "sign_in", "Sign in"},
    {CheckId::extension, "extension", "Extension"},
    {CheckId::codecs, "codecs", "Codecs agreed"},
    {CheckId::camera, "camera", "Camera"},
    {CheckId::microphone, "microphone", "Microphone"},
    {CheckId::loudspeaker, "loudspeaker", "Loudspeaker"},
    {CheckId::relay, "relay", "Door relay"},
    {CheckId::panel, "panel", "Panel"},
    {CheckId::clock, "clock", "Clock"},
    {CheckId::certificate, "certificate", "Certificate of the console"},
    {CheckId::disk, "disk", "Room on the disk"},
}};

constexpr std::array<std::pair<Outcome, std::string_view>, 6> outcomes{{
    {Outcome::waiting, "waiting"},
    {Outcome::running, "running"},
    {Outcome::pass, "pass"},
    {Outcome::warn, "warn"},
    {Outcome::fail, "fail"},
    {Outcome::skipped, "skipped"},
}};

const Named& row(CheckId id) { return *std::ranges::find(checks, id, &Named::id); }

}  // namespace

std::string_view name(CheckId id) { return row(id).name; }

std::string_view title(CheckId id) { return row(id).title; }

std::string_view name(Outcome outcome) {
  return std::ranges::find(outcomes, outcome, &std::pair<Outcome, std::string_view>::first)->second;
}

std::optional<CheckId> check_named(std::string_view name) {
  const auto* const found = std::ranges::find(checks, name, &Named::name);
  return found == checks.end() ? std::nullopt : std::optional{found->id};
}

std::optional<Outcome> outcome_named(std::string_view name) {
  const auto* const found =
      std::ranges::find(outcomes, name, &std::pair<Outcome, std::string_view>::second);
  return found == outcomes.end() ? std::nullopt : std::optional{found->first};
}

}  // namespace portero::diagnostics
