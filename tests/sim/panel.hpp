#pragma once

#include <cstdint>
#include <functional>

#include "core/access/outputs.hpp"
#include "tests/sim/network.hpp"

namespace portero::sim {

enum class PanelMood : std::uint8_t { grants, denies, silent, late, says_both, out_of_reach };
inline constexpr int panel_mood_count = 6;

// The access-control panel at the other end of Wiegand or OSDP.
class Panel {
 public:
  using Answer = std::function<void(bool granted)>;

  Panel(Timeline& time, Network& network, Answer answer)
      : time_(time), network_(network), answer_(std::move(answer)) {}

  void change_mood(PanelMood mood) { mood_ = mood; }
  // Its wires carry what is sent.
  [[nodiscard]] bool within_reach() const { return mood_ != PanelMood::out_of_reach; }
  void read_card(const access::CredentialOutput& credential);

 private:
  void answer_in(base::Duration delay, bool granted);

  Timeline& time_;
  Network& network_;
  Answer answer_;
  PanelMood mood_ = PanelMood::grants;
};

}  // namespace portero::sim
