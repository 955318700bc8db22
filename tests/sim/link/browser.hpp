#pragma once

#include <functional>
#include <map>
#include <set>

#include "tests/sim/link/feedback_writer.hpp"
#include "tests/sim/link/packet.hpp"
#include "tests/sim/link/screen.hpp"

namespace portero::sim::link {

// A viewer's browser: puts frames together, asks for what is missing, and for a key frame where
// that does not come; tells every 50 to 100 ms what arrived.
class Browser {
 public:
  struct Answers {
    std::vector<std::int64_t> missing;
    bool wants_key_frame = false;
  };

  void receive(const Packet& packet, base::TimePoint now);
  // Every 10 ms.
  [[nodiscard]] Answers ask(base::TimePoint now);
  [[nodiscard]] std::vector<std::uint8_t> feedback() { return feedback_.write(); }

  [[nodiscard]] const Screen& screen() const { return screen_; }
  // The longest time without a packet of sound.
  [[nodiscard]] base::Duration longest_silence() const { return longest_silence_; }
  // The station says no pictures come.
  void pause() { screen_.paused(); }
  void end(base::TimePoint now) { screen_.ended(now); }

 private:
  struct Missing {
    base::TimePoint ask_at;
    int asked = 0;
  };
  struct Assembly {
    Packet sample;
    std::set<std::int64_t> received;
  };

  void notice_gap(const Packet& packet, base::TimePoint now);
  void decode(base::TimePoint now);
  void forget_before(std::int64_t frame, std::int64_t number);

  FeedbackWriter feedback_;
  Screen screen_;
  std::optional<base::TimePoint> last_sound_;
  base::Duration longest_silence_{};
  std::map<std::int64_t, Missing> missing_;
  std::map<std::int64_t, Assembly> frames_;
  std::int64_t expected_number_ = 0;
  std::int64_t next_frame_ = 0;
  bool broken_ = false;
  base::TimePoint key_frame_asked_;
};

}  // namespace portero::sim::link
