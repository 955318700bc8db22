#pragma once

#include <expected>
#include <memory>
#include <string>

#include "core/door/line_place.hpp"

namespace portero::door {

// One output. It rests from its construction on: a relay lets nobody in, a wire is not pulled.
class Line {
 public:
  virtual ~Line() = default;

  // Allocates nothing; false where the hardware refused.
  [[nodiscard]] virtual bool set(bool active) = 0;
};

// The door relay. The error is a sentence.
[[nodiscard]] std::expected<std::unique_ptr<Line>, std::string> open_line(const LinePlace& place,
                                                                          ActiveLevel active);

}  // namespace portero::door
