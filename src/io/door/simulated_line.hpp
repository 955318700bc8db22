#pragma once

#include "io/door/line.hpp"

namespace portero::door {

// A line without hardware (UNL-8). Each setting of it, that of its beginning too, becomes a line of
// JSON at the end of the file, where one is named; the time is that of CLOCK_MONOTONIC:
//   {"at_us":18446744,"open":true,"level":"high"}
// A file that cannot be written to, because the disk is full, keeps no door shut or open.
class SimulatedLine final : public Line {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Line>, std::string> open(
      const Simulated& place, ActiveLevel active);
  ~SimulatedLine() override;
  SimulatedLine(const SimulatedLine&) = delete;
  SimulatedLine& operator=(const SimulatedLine&) = delete;

  bool set(bool open) override;

 private:
  SimulatedLine(int fd, ActiveLevel active) : fd_(fd), active_(active) {}

  int fd_;  // -1: nobody wants to know
  ActiveLevel active_;
};

}  // namespace portero::door
