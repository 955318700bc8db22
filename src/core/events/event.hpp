#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What is kept of a station's life (EVT-1), as values: who, when, how, with what outcome.
namespace portero::events {

// The time of day, which people read and which may jump; order comes from the number of an event.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// Stored as numbers: a new one comes last.
enum class Kind : std::uint8_t {
  call_requested,
  call_answered,
  operator_joined,
  operator_left,
  call_ended,
  caller_rejected,
  unlock_granted,
  unlock_refused,
  panel_settled,
  available,
  unavailable,
  started,
  fault,
  relay_stayed,
  settings_changed,
  credential_not_sent,
};

inline constexpr std::size_t kinds = 16;

// The stable word of store, API and command line.
[[nodiscard]] std::string_view name(Kind kind);
[[nodiscard]] std::optional<Kind> kind_of(std::string_view name);

struct Event {
  Time at;
  Kind kind;
  std::string call{};     // its label, where it belongs to one
  std::string who{};      // extensions or operators
  std::string how{};      // the route of a call, the way of an unlock
  std::string outcome{};  // the stable word of an end, a refusal, an outage; a fault's sentence

  bool operator==(const Event&) const = default;
};

inline constexpr std::size_t max_event_bytes = 400;
inline constexpr std::size_t max_label_bytes = 40;
inline constexpr std::size_t max_who_bytes = 144;
inline constexpr std::size_t max_how_bytes = 16;
inline constexpr std::size_t max_outcome_bytes = 160;

// What it takes in the store, at most.
[[nodiscard]] std::size_t bytes_of(const Event& event);

// Well-formed UTF-8 (RFC 3629) of at most so many bytes, cut between characters.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t max_bytes);

// Names come from outside: whatever they hold, the event is text of at most max_event_bytes.
[[nodiscard]] Event within_limits(Event event);

}  // namespace portero::events
