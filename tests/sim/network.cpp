#include "tests/sim/network.hpp"

#include <algorithm>
#include <utility>

#include "tests/sim/dice.hpp"

namespace portero::sim {
namespace {

using namespace std::chrono_literals;

constexpr int weathers[] = {0, 1, 4, 15};

int path_of(const FarEnd& end, Towards direction) {
  return (end.index * 2 + static_cast<int>(end.route)) * 2 + static_cast<int>(direction);
}

}  // namespace

Network::Network(Timeline& time, std::uint64_t seed)
    : time_(time), seed_(seed), loss_percent_(Dice(mix(seed, 0x77)).pick(weathers)) {}

std::uint64_t Network::draw() { return mix(seed_, time_.cause(), drawn_[time_.cause()]++); }

void Network::send(const FarEnd& end, Towards direction, Carriage carriage,
                   Timeline::Event arrive) {
  ++messages_.sent;
  if (carriage == Carriage::sure)
    send_surely(end, direction, std::move(arrive));
  else if (is_up(end.route))
    send_lossy(carriage, std::move(arrive));
  else
    ++messages_.lost;
}

void Network::send_surely(const FarEnd& end, Towards direction, Timeline::Event arrive) {
  Dice dice(draw());
  base::Duration delay = dice.between(1ms, 30ms);
  if (dice.percent(loss_percent_)) delay += dice.between(500ms, 3s);
  if (!is_up(end.route)) {
    // Repeated until the route is back, or given up before that.
    if (dice.percent(50)) {
      ++messages_.lost;
      return;
    }
    delay += dice.between(1s, 8s);
  }
  base::TimePoint& last = last_arrival_[path_of(end, direction)];
  last = std::max(last, time_.now() + delay);
  if (dice.percent(loss_percent_ / 2)) {
    ++messages_.duplicated;
    time_.at(last, time_.cause(), arrive);
  }
  time_.at(last, time_.cause(), std::move(arrive));
}

void Network::send_lossy(Carriage carriage, Timeline::Event arrive) {
  Dice dice(draw());
  if (dice.percent(loss_percent_)) {
    ++messages_.lost;
    return;
  }
  const auto delay = [&] {
    if (carriage == Carriage::lossy && dice.percent(loss_percent_)) return dice.between(1s, 12s);
    return dice.between(1ms, 200ms);
  };
  if (carriage != Carriage::once && dice.percent(loss_percent_)) {
    ++messages_.duplicated;
    time_.in(delay(), arrive);
  }
  time_.in(delay(), std::move(arrive));
}

}  // namespace portero::sim
