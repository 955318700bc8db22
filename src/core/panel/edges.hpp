#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "core/access/bits.hpp"
#include "core/access/wiegand.hpp"
#include "core/panel/message.hpp"

namespace portero::panel {

// A data wire was pulled (low at the panel) or let go, by CLOCK_MONOTONIC.
struct Edge {
  access::WiegandLine wire = access::WiegandLine::d0;
  bool pulled = false;
  std::int64_t at_ns = 0;

  bool operator==(const Edge&) const = default;
};

// The edges of one card, oldest first, in memory that is there from the beginning.
class Edges {
 public:
  // False where a card cannot have so many.
  bool add(const Edge& edge) {
    if (size_ == edges_.size()) return false;
    edges_[size_++] = edge;
    return true;
  }
  void clear() { size_ = 0; }
  [[nodiscard]] std::span<const Edge> all() const& { return std::span{edges_}.first(size_); }

 private:
  std::array<Edge, 2 * access::max_bits> edges_{};
  std::size_t size_ = 0;
};

struct Reading {
  access::Bits bits;
  PulseTimes times;

  bool operator==(const Reading&) const = default;
};

// What a panel reads in them; the error says why it reads nothing.
[[nodiscard]] std::expected<Reading, std::string_view> reading_of(std::span<const Edge> edges);

}  // namespace portero::panel
