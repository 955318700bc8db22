#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/time.hpp"

namespace portero::sim {

// Virtual time: events happen in the order of their times, those of the same time in the order in
// which they were planned. Each event carries the number of the stimulus that it goes back to.
class Timeline {
 public:
  using Event = std::function<void()>;

  void at(base::TimePoint when, int cause, Event event);
  // Caused by what happens at the moment.
  void in(base::Duration delay, Event event) { at(now_ + delay, cause_, std::move(event)); }

  // Lets the next event happen; false where there is none.
  bool step();

  [[nodiscard]] base::TimePoint now() const { return now_; }
  [[nodiscard]] int cause() const { return cause_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  // Of a timeline that is not empty.
  [[nodiscard]] base::TimePoint next() const { return entries_.front().when; }

 private:
  struct Entry {
    base::TimePoint when;
    std::uint64_t order;
    int cause;
    Event event;
  };
  static bool later(const Entry& one, const Entry& other);

  std::vector<Entry> entries_;
  std::uint64_t planned_ = 0;
  base::TimePoint now_;
  int cause_ = 0;
};

}  // namespace portero::sim
