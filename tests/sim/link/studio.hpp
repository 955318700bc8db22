#pragma once

#include <deque>
#include <map>
#include <vector>

#include "core/media/congestion/shared_encoder.hpp"
#include "tests/sim/link/flow.hpp"

namespace portero::sim::link {

// A station: its camera, its one encoder, its viewers.
class Studio {
 public:
  struct Config {
    Bitrate setting = congestion::kbit_per_s(1000);
    // What the scene needs, by the time from which on; all by default.
    std::map<base::Duration, Bitrate> scenes{};
  };

  Studio(Timeline& time, std::uint64_t seed, const Config& config);
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  void add_viewer(Link& link, const Flow::Config& config);
  void end();

  [[nodiscard]] const Flow& viewer(std::size_t number) const { return flows_.at(number); }
  [[nodiscard]] std::size_t viewers() const { return flows_.size(); }
  [[nodiscard]] Bitrate setting() const { return config_.setting; }
  // What the encoder was told, each second.
  [[nodiscard]] const std::vector<Bitrate>& bitrates() const { return bitrates_; }
  // The seconds in which a viewer was meant to see motion.
  [[nodiscard]] int seconds_of_motion(std::size_t viewer) const { return motion_.at(viewer); }

 private:
  void make_frame();
  void take_notes();

  Timeline& time_;
  std::uint64_t seed_;
  Config config_;
  Camera camera_;
  congestion::SharedEncoder encoder_;
  std::deque<Flow> flows_;
  std::vector<congestion::FrameChoice> choices_;
  std::vector<Bitrate> bitrates_;
  std::vector<int> motion_;
};

}  // namespace portero::sim::link
