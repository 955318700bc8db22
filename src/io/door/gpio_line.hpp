#pragma once

#include "io/door/gpio.hpp"
#include "io/door/line.hpp"

namespace portero::door {

class GpioLine final : public Line {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Line>, std::string> open(const Gpio& place,
                                                                              ActiveLevel active);

  bool set(bool open) override;

 private:
  explicit GpioLine(GpioPin pin) : pin_(std::move(pin)) {}

  GpioPin pin_;
};

}  // namespace portero::door
