#include "core/panel/edges.hpp"

#include <algorithm>

namespace portero::panel {
namespace {

// Of none, all are 0.
PulseTimes times_of(std::span<const Edge> edges) {
  PulseTimes times;
  for (std::size_t pulse = 0; pulse < edges.size(); pulse += 2) {
    const std::int64_t width = edges[pulse + 1].at_ns - edges[pulse].at_ns;
    times.narrowest_ns = pulse == 0 ? width : std::min(times.narrowest_ns, width);
    times.widest_ns = std::max(times.widest_ns, width);
    if (pulse == 0) continue;
    const std::int64_t interval = edges[pulse].at_ns - edges[pulse - 2].at_ns;
    times.shortest_interval_ns =
        pulse == 2 ? interval : std::min(times.shortest_interval_ns, interval);
    times.longest_interval_ns = std::max(times.longest_interval_ns, interval);
  }
  return times;
}

}  // namespace

std::expected<Reading, std::string_view> reading_of(std::span<const Edge> edges) {
  if (edges.empty()) return std::unexpected("no wire was pulled");
  if (edges.size() % 2 != 0) return std::unexpected("a wire was left pulled");
  if (edges.size() / 2 > access::max_bits) return std::unexpected("more bits than any card has");
  access::Bits bits(edges.size() / 2);
  for (std::size_t bit = 0; bit < bits.size(); ++bit) {
    const Edge& pulled = edges[2 * bit];
    const Edge& let_go = edges[2 * bit + 1];
    if (!pulled.pulled || let_go.pulled || pulled.wire != let_go.wire)
      return std::unexpected("both wires were pulled at a time");
    if (let_go.at_ns < pulled.at_ns || (bit > 0 && pulled.at_ns < edges[2 * bit - 1].at_ns))
      return std::unexpected("an edge is older than the one before");
    bits.set(bit, pulled.wire == access::WiegandLine::d1);
  }
  return Reading{bits, times_of(edges)};
}

}  // namespace portero::panel
