#pragma once

#include <chrono>

#include "core/events/query.hpp"

namespace portero::events {

// How long and how many are kept. A clock that jumps must not empty the record: the newest ones
// stay whatever their age.
struct Retention {
  Number most = 50'000;
  std::chrono::days longest{365};
  Number always = 1'000;
};

// Numbers up to `crowded_out` go; up to `may_be_old`, those from before `old` go too.
struct Cut {
  Number crowded_out = 0;
  Number may_be_old = 0;
  Time old{};

  bool operator==(const Cut&) const = default;
};

[[nodiscard]] Cut cut(const Retention& retention, Number newest, Time now);
[[nodiscard]] bool goes(const Cut& cut, Number number, Time at);

}  // namespace portero::events
