#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include "tests/sim/cast.hpp"
#include "tests/sim/timeline.hpp"

namespace portero::sim {

// sure: what a transaction or a WebSocket carries: late, sometimes twice, in order, and not lost
// unless the route is. lossy: a datagram or a click through a bad link: lost, late, twice,
// disordered. packet: RTP: as lossy, but never seconds late, for a jitter buffer drops that. once:
// may be lost, but what stands between (a transaction, a tone detector) tells it once.
enum class Carriage : std::uint8_t { sure, lossy, packet, once };

enum class Towards : std::uint8_t { station, far_end };

struct Messages {
  long sent = 0;
  long lost = 0;
  long duplicated = 0;

  void operator+=(const Messages& more) {
    sent += more.sent;
    lost += more.lost;
    duplicated += more.duplicated;
  }
};

// What becomes of a message is a function of the seed, the stimulus it goes back to and its number
// among that one's messages: a plan with one stimulus less leaves the others' messages as they
// were.
class Network {
 public:
  Network(Timeline& time, std::uint64_t seed);

  void send(const FarEnd& end, Towards direction, Carriage carriage, Timeline::Event arrive);

  // Of what the messages caused, for whoever needs more of the same randomness.
  std::uint64_t draw();

  void fail(call::Route route) { up_[index(route)] = false; }
  void recover(call::Route route) { up_[index(route)] = true; }
  [[nodiscard]] bool is_up(call::Route route) const { return up_[index(route)]; }
  // For a story without accidents.
  void be_perfect() { loss_percent_ = 0; }

  [[nodiscard]] const Messages& messages() const { return messages_; }

 private:
  static std::size_t index(call::Route route) { return static_cast<std::size_t>(route); }

  void send_surely(const FarEnd& end, Towards direction, Timeline::Event arrive);
  void send_lossy(Carriage carriage, Timeline::Event arrive);

  Timeline& time_;
  std::uint64_t seed_;
  int loss_percent_;
  std::array<bool, 2> up_{true, true};
  std::unordered_map<int, std::uint64_t> drawn_;
  // When the last message of each ordered path arrives: route, index, direction.
  std::unordered_map<int, base::TimePoint> last_arrival_;
  Messages messages_;
};

}  // namespace portero::sim
