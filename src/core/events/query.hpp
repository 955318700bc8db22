#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/events/event.hpp"
#include "core/events/history.hpp"

// What the console and the command line ask of the record, newest first.
namespace portero::events {

inline constexpr std::size_t default_page = 50;
inline constexpr std::size_t max_page = 500;
inline constexpr std::size_t max_text_bytes = 64;

// In the order of recording, from 1; never given twice.
using Number = std::uint64_t;

struct Query {
  std::size_t limit = default_page;
  std::optional<Number> before{};  // the cursor: `next` of the page before
  std::optional<Kind> kind{};      // of events alone
  std::optional<Time> since{};     // this moment and later
  std::optional<Time> until{};     // before this moment
  std::string text{};              // is part of call, who or outcome, whatever its case in ASCII

  bool operator==(const Query&) const = default;
};

struct KeptEvent {
  Number number;
  Event event;
  bool photo = false;

  bool operator==(const KeptEvent&) const = default;
};

struct KeptCall {
  Number number;
  CallRecord call;
  bool photo = false;

  bool operator==(const KeptCall&) const = default;
};

template <class Kept>
struct Page {
  std::vector<Kept> kept;
  std::optional<Number> next{};  // where there is more

  bool operator==(const Page&) const = default;
};

}  // namespace portero::events
