#include "core/sip/srv_order.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <span>

namespace portero::sip {
namespace {

// Brings one of them to the front: the first whose running sum of weights reaches a number between
// 0 and their total. Those without weight stand first, so that they have a small chance.
void draw_first(std::span<dns::Srv> equals, base::Dice& dice) {
  const auto total = std::accumulate(
      equals.begin(), equals.end(), 0,
      [](int sum, const dns::Srv& record) { return sum + static_cast<int>(record.weight); });
  const int drawn = dice.between(0, total);
  int sum = 0;
  const auto chosen = std::ranges::find_if(
      equals, [&](const dns::Srv& record) { return (sum += record.weight) >= drawn; });
  std::rotate(equals.begin(), chosen, std::next(chosen));
}

}  // namespace

std::vector<dns::Srv> srv_order(std::vector<dns::Srv> records, base::Dice& dice) {
  std::ranges::sort(records, [](const dns::Srv& left, const dns::Srv& right) {
    if (left.priority != right.priority) return left.priority < right.priority;
    return left.weight == 0 && right.weight != 0;
  });
  if (records.size() > max_srv_records) records.resize(max_srv_records);
  for (std::span<dns::Srv> rest{records}; !rest.empty(); rest = rest.subspan(1)) {
    const auto end = std::ranges::find_if(
        rest, [&](const dns::Srv& record) { return record.priority != rest.front().priority; });
    draw_first(rest.first(static_cast<std::size_t>(end - rest.begin())), dice);
  }
  return records;
}

}  // namespace portero::sip
