#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// "Check my intercom" (APP-3): what is looked at, and what came of it.
namespace portero::diagnostics {

enum class CheckId : std::uint8_t {
  name,
  udp,
  tcp,
  tls,
  sign_in,
  extension,
  codecs,
  camera,
  microphone,
  loudspeaker,
  relay,
  panel,
  clock,
  certificate,
  disk,
};

enum class Outcome : std::uint8_t {
  waiting,  // for its turn
  running,
  pass,
  warn,
  fail,
  skipped,  // it does not matter here, or cannot be known
};

// A sentence each; the advice is empty where there is nothing to do.
struct Verdict {
  Outcome outcome = Outcome::pass;
  std::string found;
  std::string advice{};

  bool operator==(const Verdict&) const = default;
};

struct Check {
  CheckId id = CheckId::name;
  Verdict verdict{.outcome = Outcome::waiting, .found = {}};

  bool operator==(const Check&) const = default;
};

// Of the run that is under way, or of the last one.
struct Report {
  std::uint64_t run = 0;  // counts up from 1; 0: there was none
  bool running = false;
  std::vector<Check> checks{};  // in the order in which they run

  bool operator==(const Report&) const = default;
};

// Stable, for JSON.
[[nodiscard]] std::string_view name(CheckId id);
[[nodiscard]] std::string_view name(Outcome outcome);
[[nodiscard]] std::optional<CheckId> check_named(std::string_view name);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);

// For people: "Name lookup".
[[nodiscard]] std::string_view title(CheckId id);

}  // namespace portero::diagnostics
