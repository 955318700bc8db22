#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/access/decision.hpp"

namespace portero::access {

inline constexpr base::Duration command_life = std::chrono::seconds(5);
// For so long after the grant, a repetition is told what became of its command.
inline constexpr base::Duration outcome_told = std::chrono::seconds(60);
inline constexpr std::size_t commands_remembered = 256;

// What the rest of the station knows at the moment of a request.
struct Circumstances {
  bool intercom_on = false;
  // The leg that carried the request belongs to a call, or the request needs none.
  bool in_call = false;
  bool passkey_wanted = false;
  bool dial_key_on = false;
  bool something_to_open = false;
};

// Decides each request once. A command is obeyed at most once: its id is remembered for longer than
// the command could still be obeyed, and commands of an earlier run are refused (UNL-1, UNL-6).
class Unlocks {
 public:
  explicit Unlocks(RunId run) : run_(run) {}

  [[nodiscard]] Decision decide(const Request& request, const Circumstances& circumstances,
                                base::TimePoint now);

  // Whether the relay opens for a granted command: it can fail later.
  void note_relay(CommandId command, bool opens);
  [[nodiscard]] bool relay_opens(CommandId command) const;

  // What became of a granted command later, for those who ask again.
  void note(CommandId command, Outcome outcome);
  // None where it was refused, or is forgotten.
  [[nodiscard]] std::optional<Outcome> outcome_of_granted(CommandId command) const;

 private:
  struct Remembered {
    CommandId command;
    base::TimePoint obeyable_until;
    base::TimePoint until;
    bool granted;
    Outcome outcome;
    bool relay_opens = false;
  };

  [[nodiscard]] std::optional<Why> never_to_be_obeyed(const Request& request,
                                                      base::TimePoint now) const;
  void forget_before(base::TimePoint now);
  [[nodiscard]] bool make_room(base::TimePoint now);

  RunId run_;
  std::vector<Remembered> remembered_;
};

}  // namespace portero::access
