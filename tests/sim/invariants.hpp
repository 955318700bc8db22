#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/call/action.hpp"
#include "core/call/dialling.hpp"
#include "core/call/input.hpp"
#include "tests/sim/invariant.hpp"
#include "tests/sim/truth.hpp"

// What must hold whatever happens, checked on every step against the truth of the simulated world.
namespace portero::sim {

struct Broken {
  Invariant invariant;
  std::string detail;
  base::TimePoint at;
};

enum class Output : std::uint8_t { relay, credential };

class Invariants {
 public:
  explicit Invariants(const Truth& truth) : truth_(truth) {}

  // The truth knows of the input by now.
  void received(const call::Input& input, base::TimePoint now);
  // The truth learns of the action afterwards.
  void doing(const call::Action& action, base::TimePoint now);
  // All that follows from the input was done.
  void done(const std::optional<base::Deadline>& next, base::TimePoint now);
  // What an administrator is told who is about to dial.
  void told_of_dialling(const std::optional<call::DialObjection>& objection, base::TimePoint now);
  // Between two inputs, at any time.
  void settled(base::TimePoint now);
  // The screen, as the station has last drawn it.
  void shows(const call::Show& show) { shown_ = show; }

  void booted();
  void died();
  // An edge of an output line, seen at the line.
  void moved(access::CommandId command, Output output, base::TimePoint now);
  // The relay was told to move, and did not.
  void stayed(access::CommandId command, base::TimePoint now);
  void not_sent(access::CommandId command, base::TimePoint now);
  void relay_fell_back(base::Duration held, base::TimePoint now);
  void all_gone(std::optional<base::Deadline> deadline, base::TimePoint now);

  [[nodiscard]] const std::optional<Broken>& broken() const { return broken_; }

 private:
  void broke(const Invariant& invariant, std::string detail, base::TimePoint now);
  void require(bool holds, const Invariant& invariant, const char* detail, base::TimePoint now) {
    if (!holds) broke(invariant, detail, now);
  }

  void started(const call::StartLeg& start, base::TimePoint now);
  void stopped(const call::StopLeg& stop, base::TimePoint now);
  void accepted(const call::Accept& accept, base::TimePoint now);
  void rejected(const call::Reject& reject, base::TimePoint now);
  void answered(const call::UnlockAnswer& answer, base::TimePoint now);
  void recorded(const call::Fact& fact, base::TimePoint now);
  void ended(const call::CallEnded& ended, base::TimePoint now);
  void granted(const call::UnlockGranted& granted, base::TimePoint now);
  void refused(const call::UnlockRefused& refused, base::TimePoint now);
  void relay_failed(const call::RelayFailed& relay, base::TimePoint now);
  void credential_failed(const call::CredentialFailed& credential, base::TimePoint now);
  void told_why(access::CommandId command, access::Why why, bool is_first, base::TimePoint now);

  void asked_to_move(access::CommandId command, base::TimePoint now);
  void authorised(const Wish& wish, base::TimePoint now);
  [[nodiscard]] bool talks(const Wish& wish) const;
  void expects_answer(access::CommandId command, base::TimePoint now);
  [[nodiscard]] bool failed_like(access::CommandId command, const access::OutputFailure& why) const;
  [[nodiscard]] bool in_order(const Wish& wish, base::TimePoint now) const;
  [[nodiscard]] bool visitor_asked() const;
  [[nodiscard]] bool can_dial() const;
  [[nodiscard]] bool should_ring(const call::Input& input) const;
  [[nodiscard]] bool should_cancel(const call::Input& input) const;
  [[nodiscard]] bool rings() const;
  [[nodiscard]] bool told_of_it(base::TimePoint granted, base::TimePoint now) const;
  [[nodiscard]] bool right_call(const std::optional<call::CallId>& call) const;

  void check_answers(base::TimePoint now);
  void check_leg(const TrueLeg& leg, base::TimePoint now);
  void check_ringing(base::TimePoint now);
  void check_screen(base::TimePoint now);

  const Truth& truth_;
  std::optional<Broken> broken_;
  // These outlive the station's process, as its journal and its doors do.
  std::set<access::CommandId> granted_on_record_;
  std::set<std::pair<access::CommandId, Output>> moved_;
  // The relay did not move for them; the station was told so of those that failed.
  std::set<access::CommandId> stayed_;
  std::map<access::CommandId, access::RelayFailure> failed_;
  std::set<access::CommandId> not_sent_;
  std::map<access::CommandId, access::CredentialFailure> credential_failed_;
  std::set<access::CommandId> told_opened_;
  std::map<access::CommandId, access::Why> refused_on_record_;

  std::optional<call::Input> input_;
  call::Show shown_{call::Screen::disabled, std::nullopt};
  std::map<access::CommandId, base::TimePoint> answer_due_;
  // Of this run.
  std::map<access::CommandId, base::TimePoint> granted_at_;
  // A command that comes again is told what the first one became.
  std::set<access::CommandId> answered_before_;
  std::optional<base::TimePoint> rings_beside_call_since_;
  std::optional<base::TimePoint> screen_wrong_since_;

  // Of the input being handled.
  std::size_t actions_of_input_ = 0;
  bool must_ring_ = false;
  bool must_cancel_ = false;
  std::optional<call::CallRequested> requested_;
  std::vector<call::Party> rung_;
  bool asked_ = false;
  std::vector<call::Party> taken_out_;
};

}  // namespace portero::sim
