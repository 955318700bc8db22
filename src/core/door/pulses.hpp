#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <variant>

#include "core/door/pulse.hpp"

namespace portero::door {

// What a pulse does to the line.
struct Open {
  bool operator==(const Open&) const = default;
};
struct Lengthen {
  bool operator==(const Lengthen&) const = default;
};
using Effect = std::variant<Open, Lengthen, Objection>;

// When one relay is open. Each command is obeyed at most once, and a pulse during another one makes
// it longer, never shorter. Allocates nothing.
class Pulses {
 public:
  // A command is remembered for as long as it could be obeyed; so many at a time.
  static constexpr std::size_t commands_remembered = 64;

  [[nodiscard]] Effect handle(const Pulse& pulse, base::TimePoint now);

  // Whether the line has to go back now; true once for each opening.
  [[nodiscard]] bool falls_back(base::TimePoint now);

  // Until when the line is open; none where it is not.
  [[nodiscard]] std::optional<base::TimePoint> until() const { return until_; }

 private:
  struct Served {
    CommandId command{{}};
    base::TimePoint obeyable_until = base::TimePoint::min();
  };

  [[nodiscard]] bool remember(const Pulse& pulse, base::TimePoint now);

  std::array<Served, commands_remembered> served_{};
  std::optional<base::TimePoint> until_;
};

}  // namespace portero::door
