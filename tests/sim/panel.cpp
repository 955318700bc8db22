#include "tests/sim/panel.hpp"

#include "tests/sim/dice.hpp"

namespace portero::sim {

using namespace std::chrono_literals;

void Panel::read_card(const access::CredentialOutput& credential) {
  Dice dice(network_.draw());
  const base::Duration soon = dice.between(20ms, 900ms);
  switch (mood_) {
    case PanelMood::grants: return answer_in(soon, true);
    case PanelMood::denies: return answer_in(soon, false);
    case PanelMood::silent:
    case PanelMood::out_of_reach: return;
    case PanelMood::late:
      return answer_in(credential.feedback_timeout.value_or(3s) + soon, dice.percent(50));
    case PanelMood::says_both:
      answer_in(soon, false);
      answer_in(soon + 100ms, true);
      return;
  }
}

void Panel::answer_in(base::Duration delay, bool granted) {
  time_.in(delay, [this, granted] { answer_(granted); });
}

}  // namespace portero::sim
