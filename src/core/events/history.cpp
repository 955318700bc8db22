#include "core/events/history.hpp"

namespace portero::events {

std::optional<Quality> quality_of(const media::StreamStatistics& sound) {
  if (sound.packets_received == 0) return std::nullopt;
  const auto received = static_cast<double>(sound.packets_received);
  const auto lost = static_cast<double>(sound.packets_lost);
  return Quality{.loss_percent = 100 * lost / (received + lost),
                 .far_loss_percent = 100 * sound.far_loss_share,
                 .jitter_ms = sound.jitter_us / 1000.0,
                 .round_trip_ms = sound.round_trip_us / 1000.0};
}

std::string_view name(call::Direction direction) {
  switch (direction) {
    case call::Direction::from_door: return "from_door";
    case call::Direction::to_door: return "to_door";
  }
  return "";
}

std::optional<CallRecord> record_of(const call::Fact& fact, std::string_view label,
                                    const Moment& now) {
  CallRecord record{.call = shortened(label, max_label_bytes)};
  if (const auto* requested = std::get_if<call::CallRequested>(&fact)) {
    record.began = now.day;
    record.who = shortened(names_of(requested->rung), max_who_bytes);
    return record;
  }
  if (const auto* answered = std::get_if<call::CallAnswered>(&fact)) {
    record.direction = answered->direction;
    record.began = now.day;
    record.answered = now.day;
    record.who = shortened(answered->by.name, max_who_bytes);
    return record;
  }
  if (const auto* ended = std::get_if<call::CallEnded>(&fact)) {
    record.direction = ended->direction;
    record.began = now.day_of(ended->began);
    if (ended->answered) record.answered = now.day_of(*ended->answered);
    record.ended = now.day_of(ended->ended);
    record.who = shortened(names_of(ended->parties), max_who_bytes);
    record.why = name(ended->why);
    record.unlocks = ended->unlocks;
    return record;
  }
  return std::nullopt;
}

}  // namespace portero::events
