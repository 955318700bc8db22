#include "core/osdp/panel_says.hpp"

#include <algorithm>

namespace portero::osdp {
namespace {

constexpr std::size_t led_record_bytes = 14;
constexpr std::size_t out_record_bytes = 4;
constexpr base::Duration timer_step = std::chrono::milliseconds(100);

std::optional<base::TimePoint> end_of(std::uint8_t low, std::uint8_t high, base::TimePoint now) {
  const int steps = low | high << 8;
  if (steps == 0) return std::nullopt;
  return now + timer_step * steps;
}

// On time, off time, on colour, off colour.
std::optional<Colour> lit_colour(base::ByteView times_and_colours) {
  const std::uint8_t on = times_and_colours[2];
  const std::uint8_t off = times_and_colours[3];
  const std::uint8_t lit = times_and_colours[0] > 0 && on != 0 ? on : off;
  if (lit > static_cast<std::uint8_t>(Colour::white)) return std::nullopt;
  return static_cast<Colour>(lit);
}

std::optional<access::PanelOutcome> meaning(Colour colour) {
  if (colour == Colour::green) return access::PanelOutcome::granted;
  if (colour == Colour::red) return access::PanelOutcome::denied;
  return std::nullopt;
}

}  // namespace

bool PanelSays::led(base::ByteView records, base::TimePoint now, std::vector<Event>& events) {
  if (records.empty() || records.size() % led_record_bytes != 0) return false;
  for (; !records.empty(); records = records.subspan(led_record_bytes))
    led_record(records.first(led_record_bytes), now, events);
  return true;
}

void PanelSays::led_record(base::ByteView record, base::TimePoint now, std::vector<Event>& events) {
  constexpr std::uint8_t cancel = 1;
  constexpr std::uint8_t set = 2;
  constexpr std::uint8_t set_permanent = 1;
  if (record[0] != 0 || record[1] != 0) return;  // of a reader or an LED that is not here

  const auto permanent = record[9] == set_permanent ? lit_colour(record.subspan(10)) : std::nullopt;
  const auto temporary = record[2] == set ? lit_colour(record.subspan(3)) : std::nullopt;
  const bool moves = permanent && permanent_led_ && *permanent != *permanent_led_;
  if (record[2] == cancel) temporary_led_.reset();
  if (permanent) permanent_led_ = permanent;
  if (temporary) temporary_led_ = {*temporary, end_of(record[7], record[8], now)};

  if (temporary_led_)
    events.emplace_back(LedShown{temporary_led_->value, true});
  else if (permanent_led_)
    events.emplace_back(LedShown{*permanent_led_, false});
  const auto said = temporary ? temporary : moves ? permanent : std::nullopt;
  if (const auto outcome = said ? meaning(*said) : std::nullopt) answer(*outcome, now, events);
}

bool PanelSays::out(base::ByteView records, base::TimePoint now, std::vector<Event>& events) {
  if (records.empty() || records.size() % out_record_bytes != 0) return false;
  for (; !records.empty(); records = records.subspan(out_record_bytes))
    out_record(records.first(out_record_bytes), now, events);
  return true;
}

void PanelSays::out_record(base::ByteView record, base::TimePoint now, std::vector<Event>& events) {
  if (record[0] != 0) return;  // of an output that is not here
  const bool before = output_active();
  const auto timed = [&](bool value) {
    temporary_output_ = {value, end_of(record[2], record[3], now)};
  };
  switch (record[1]) {
    case 1:
    case 2:  // from now on, whatever was timed
      temporary_output_.reset();
      permanent_output_ = record[1] == 2;
      break;
    case 3:
    case 4: permanent_output_ = record[1] == 4; break;  // when what is timed has ended
    case 5: timed(true); break;
    case 6: timed(false); break;
    default: return;
  }
  if (output_active() == before) return;
  events.emplace_back(OutputMoved{!before});
  if (!before) answer(access::PanelOutcome::granted, now, events);
}

void PanelSays::answer(access::PanelOutcome outcome, base::TimePoint now,
                       std::vector<Event>& events) {
  if (awaited_until_ && now < *awaited_until_) events.emplace_back(PanelAnswered{outcome});
  awaited_until_.reset();
}

void PanelSays::time_passed(base::TimePoint now, std::vector<Event>& events) {
  if (temporary_led_ && temporary_led_->until && *temporary_led_->until <= now) {
    temporary_led_.reset();
    events.emplace_back(LedShown{permanent_led_.value_or(Colour::black), false});
  }
  if (temporary_output_ && temporary_output_->until && *temporary_output_->until <= now) {
    const bool before = output_active();
    temporary_output_.reset();
    if (output_active() != before) events.emplace_back(OutputMoved{!before});
  }
}

std::optional<base::TimePoint> PanelSays::next_deadline() const {
  const auto led = temporary_led_ ? temporary_led_->until : std::nullopt;
  const auto output = temporary_output_ ? temporary_output_->until : std::nullopt;
  if (led && output) return std::min(*led, *output);
  return led ? led : output;
}

bool PanelSays::output_active() const {
  return temporary_output_ ? temporary_output_->value : permanent_output_;
}

}  // namespace portero::osdp
