#pragma once

#include <cstdint>

#include "core/panel/edges.hpp"
#include "io/panel/wires.hpp"

namespace portero::panel {

// Wires without hardware (UNL-8), with a panel at their end that reads each card back from the
// edges that it saw. A card becomes a line of JSON at the end of the file, where one is named; the
// time is that of CLOCK_MONOTONIC, and the others are what was measured, in microseconds:
//   {"at_us":18446744,"bits":"10011","length":5,"hex":"13","width_us":[50.1,57.3],
//    "interval_us":[2050.2,2101.9]}
// What is no card is recorded too: {"at_us":18446744,"edges":3,"broken":"a wire was left pulled"}.
// A file that cannot be written to keeps no card back.
class SimulatedWires final : public Wires {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Wires>, std::string> open(
      const WiegandPlace& place);
  ~SimulatedWires() override;
  SimulatedWires(const SimulatedWires&) = delete;
  SimulatedWires& operator=(const SimulatedWires&) = delete;

  bool set(access::WiegandLine wire, bool pulled) override;
  void card_over() override;

 private:
  explicit SimulatedWires(int fd) : fd_(fd) {}

  int fd_;  // -1: nobody wants to know
  Edges seen_;
};

}  // namespace portero::panel
