#pragma once

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/call/conversation.hpp"
#include "core/call/record.hpp"

// Each state owns what exists in it and nothing else: a conversation has somebody in it, and what
// only rings is not a leg to talk on. Who watches is in no call (watching.cpp).
namespace portero::call {

struct Disabled {};

struct Unavailable {
  Outage why;
};

struct Waiting {};

struct RingingLeg {
  LegId id;
  Party party;
  bool held = false;
};

// Phones that ring and operators who are asked; over when there are neither.
struct Attempt {
  CallId call;
  base::TimePoint began;
  std::vector<RingingLeg> legs;
  // Operators were asked to join, and have until then.
  std::optional<base::TimePoint> asked_until;
  // No route of the settings leads outside since then.
  std::optional<base::TimePoint> unreachable_since;
  // What the visitor is told if nobody answers: the kindest of what the far sides said.
  CallEnd outcome = CallEnd::failed;

  [[nodiscard]] bool over() const { return legs.empty() && !asked_until; }
};

// Something rings: an attempt that is not over.
class Ringing {
 public:
  // None of an attempt that is over.
  static std::optional<Ringing> of(Attempt attempt) {
    if (attempt.over()) return std::nullopt;
    return Ringing(std::move(attempt));
  }

  [[nodiscard]] const Attempt& attempt() const { return attempt_; }

 private:
  explicit Ringing(Attempt attempt) : attempt_(std::move(attempt)) {}

  Attempt attempt_;
};

struct Talking {
  Conversation conversation;
};

struct Paused {
  Conversation conversation;
};

using State = std::variant<Disabled, Unavailable, Waiting, Ringing, Talking, Paused>;

}  // namespace portero::call
