#pragma once

#include <deque>
#include <utility>

#include "core/media/congestion/viewer_link.hpp"
#include "tests/sim/link/browser.hpp"
#include "tests/sim/link/camera.hpp"
#include "tests/sim/link/link.hpp"

namespace portero::sim::link {

// How the packets of a frame leave: all at once, as the station sends them, or one after the other
// by congestion::Pacer, which it could have.
enum class Leaving : std::uint8_t { in_bursts, paced };

// The station's side of one viewer: sound and picture in, packets out, what is decided about its
// link, and the browser at the other end.
class Flow {
 public:
  struct Config {
    // From which on until when nothing comes back.
    base::Duration silent_from = base::Duration::max();
    base::Duration silent_until = base::Duration::max();
    Leaving leaving = Leaving::in_bursts;
  };

  Flow(Timeline& time, Link& link, std::uint64_t seed, const Config& config);
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  void send(const Frame& frame);

  // What the camera may make of the link.
  [[nodiscard]] Bitrate video() const { return control_.video(time_.now()); }
  [[nodiscard]] const congestion::BandwidthEstimator& estimator() const {
    return control_.estimator();
  }
  [[nodiscard]] Browser& browser() { return browser_; }
  [[nodiscard]] const Browser& browser() const { return browser_; }
  [[nodiscard]] const Offered& sent() const { return sent_; }
  [[nodiscard]] bool takes_key_frame_wish() { return std::exchange(wants_key_frame_, false); }

 private:
  void send_sound();
  void tell();
  void ask();
  void leave(const Packet& packet);
  void transmit(Packet packet);
  void hear(const std::vector<std::uint8_t>& feedback);
  void repeat(const std::vector<std::int64_t>& numbers);
  void back(Timeline::Event event);
  void watch_deadline();

  Timeline& time_;
  Link& link_;
  Dice dice_;
  Config config_;
  Browser browser_;
  congestion::ViewerLink control_;
  std::deque<Packet> history_;
  std::int64_t next_transport_number_ = 65000;
  std::int64_t next_number_ = 0;
  std::int64_t next_frame_ = 0;
  bool wants_key_frame_ = false;
  Offered sent_;
};

}  // namespace portero::sim::link
