#include "tests/sim/link/browser.hpp"

#include <algorithm>

namespace portero::sim::link {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration patience = 10ms;
constexpr base::Duration ask_again = 60ms;
constexpr int asked_at_most = 10;
constexpr base::Duration key_frame_again = 500ms;
constexpr std::size_t max_missing = 500;

}  // namespace

void Browser::receive(const Packet& packet, base::TimePoint now) {
  feedback_.arrived(packet.transport_number, now);
  if (!packet.is_video) {
    longest_silence_ = std::max(longest_silence_, now - last_sound_.value_or(now));
    last_sound_ = now;
    return;
  }
  notice_gap(packet, now);
  if (packet.frame < next_frame_) return;
  Assembly& assembly = frames_.try_emplace(packet.frame, Assembly{packet, {}}).first->second;
  assembly.received.insert(packet.number);
  decode(now);
}

void Browser::notice_gap(const Packet& packet, base::TimePoint now) {
  missing_.erase(packet.number);
  for (; expected_number_ < packet.number; ++expected_number_)
    missing_[expected_number_] = {now + patience};
  expected_number_ = std::max(expected_number_, packet.number + 1);
}

void Browser::decode(base::TimePoint now) {
  for (auto frame = frames_.begin(); frame != frames_.end();) {
    const auto& [number, assembly] = *frame;
    const bool is_whole =
        static_cast<int>(assembly.received.size()) == assembly.sample.packets_of_frame;
    const bool follows = number == next_frame_ && !broken_;
    if (!is_whole || (!follows && !assembly.sample.is_key)) {
      // Behind a hole only a key frame helps.
      ++frame;
      continue;
    }
    screen_.decoded(assembly.sample.captured, now);
    broken_ = false;
    next_frame_ = number + 1;
    forget_before(next_frame_, assembly.sample.first_of_frame + assembly.sample.packets_of_frame);
    frame = frames_.begin();
  }
}

void Browser::forget_before(std::int64_t frame, std::int64_t number) {
  frames_.erase(frames_.begin(), frames_.lower_bound(frame));
  missing_.erase(missing_.begin(), missing_.lower_bound(number));
}

Browser::Answers Browser::ask(base::TimePoint now) {
  Answers answers;
  for (auto& [number, missing] : missing_) {
    if (missing.asked >= asked_at_most) broken_ = true;
    if (now < missing.ask_at || missing.asked >= asked_at_most) continue;
    missing.ask_at = now + ask_again;
    ++missing.asked;
    answers.missing.push_back(number);
  }
  broken_ = broken_ || missing_.size() > max_missing;
  if (broken_ && now - key_frame_asked_ >= key_frame_again) {
    missing_.clear();
    key_frame_asked_ = now;
    answers.wants_key_frame = true;
  }
  return answers;
}

}  // namespace portero::sim::link
