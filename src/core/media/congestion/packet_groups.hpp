#pragma once

#include <optional>

#include "base/time.hpp"

namespace portero::congestion {

// How far a group of packets is from the one before it, where it left and where it arrived.
struct GroupChange {
  base::Duration sent_apart;
  base::Duration arrived_apart;
  // Of the last packet of the later group, on the receiver's clock.
  base::Duration arrived;

  bool operator==(const GroupChange&) const = default;
};

// Packets sent in one burst tell of one delay (draft-ietf-rmcat-gcc-02 section 5.2): the time a
// link takes for a burst is no sign of a queue.
class PacketGroups {
 public:
  static constexpr base::Duration burst = std::chrono::milliseconds(5);
  static constexpr base::Duration longest_burst = std::chrono::milliseconds(100);
  // Between two groups the line was silent, or a clock was set anew.
  static constexpr base::Duration longest_pause = std::chrono::seconds(3);

  // In the order of arrival. Gives the change to the group that this packet ends by beginning
  // another one.
  [[nodiscard]] std::optional<GroupChange> add(base::TimePoint sent, base::Duration arrived);

 private:
  struct Group {
    base::TimePoint first_sent;
    base::TimePoint last_sent;
    base::Duration first_arrived;
    base::Duration last_arrived;
  };

  static bool belongs(const Group& group, base::TimePoint sent, base::Duration arrived);

  std::optional<Group> before_;
  std::optional<Group> current_;
};

}  // namespace portero::congestion
