#pragma once

#include <expected>
#include <memory>
#include <string>

#include "core/door/line_place.hpp"

namespace portero::door {

// One output that lets people in. It is where it lets nobody in from its construction on.
class Line {
 public:
  virtual ~Line() = default;

  // Allocates nothing; false where the hardware refused.
  [[nodiscard]] virtual bool set(bool open) = 0;
};

// The error is a sentence.
[[nodiscard]] std::expected<std::unique_ptr<Line>, std::string> open_line(const LinePlace& place,
                                                                          ActiveLevel active);

}  // namespace portero::door
