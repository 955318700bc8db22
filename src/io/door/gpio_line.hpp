#pragma once

#include "io/door/gpio.hpp"
#include "io/door/line.hpp"

namespace portero::door {

class GpioLine final : public Line {
 public:
  // `user` is whom gpioinfo names.
  [[nodiscard]] static std::expected<std::unique_ptr<Line>, std::string> open(const Gpio& place,
                                                                              ActiveLevel active,
                                                                              const char* user);

  bool set(bool active) override;

 private:
  explicit GpioLine(GpioPin pin) : pin_(std::move(pin)) {}

  GpioPin pin_;
};

}  // namespace portero::door
