#pragma once

#include "io/door/line.hpp"
#include "io/panel/wires.hpp"

namespace portero::panel {

// Where a process that holds them is killed, the kernel releases both lines. What they do then is
// the driver's: most keep the level that they had, some turn them into inputs, which the pull-up of
// the panel's end takes high. A wire that was pulled in that moment, for 20 to 100 us of every bit,
// stays so until the next process asks for it, which sets it high in the same step.
class GpioWires final : public Wires {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Wires>, std::string> open(
      const WiegandPlace& place);

  bool set(access::WiegandLine wire, bool pulled) override;

 private:
  GpioWires(std::unique_ptr<door::Line> d0, std::unique_ptr<door::Line> d1)
      : d0_(std::move(d0)), d1_(std::move(d1)) {}

  std::unique_ptr<door::Line> d0_;
  std::unique_ptr<door::Line> d1_;
};

}  // namespace portero::panel
