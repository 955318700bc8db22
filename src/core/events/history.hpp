#pragma once

#include <optional>
#include <string>

#include "core/call/record.hpp"
#include "core/events/from_fact.hpp"
#include "core/media/statistics.hpp"

namespace portero::events {

inline constexpr std::size_t max_codecs_bytes = 64;

// Of the sound that came from the far side, and of what it says of ours.
struct Quality {
  double loss_percent = 0;
  double far_loss_percent = 0;
  double jitter_ms = 0;
  double round_trip_ms = 0;

  bool operator==(const Quality&) const = default;
};

// nullopt where nothing was received that could be measured.
[[nodiscard]] std::optional<Quality> quality_of(const media::StreamStatistics& sound);

// A line of the call history (CALL-10).
struct CallRecord {
  std::string call;  // its label
  call::Direction direction = call::Direction::from_door;
  Time began{};
  std::optional<Time> answered{};
  std::optional<Time> ended{};  // none while it goes on, or where the station ended before it
  std::string who{};
  std::string why{};  // the stable word of its end
  int unlocks = 0;
  std::string codecs{};
  std::optional<Quality> quality{};

  bool operator==(const CallRecord&) const = default;
};

[[nodiscard]] std::string_view name(call::Direction direction);

// The end of a call whose station was stopped, or lost its power, before it.
inline constexpr std::string_view station_stopped = "station_stopped";

// The record as it stands when the fact is told: when a call begins, is answered and ends; nullopt
// for any other fact.
[[nodiscard]] std::optional<CallRecord> record_of(const call::Fact& fact, std::string_view label,
                                                  const Moment& now);

}  // namespace portero::events
