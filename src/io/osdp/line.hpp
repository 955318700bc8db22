#pragma once

#include <expected>
#include <memory>
#include <string>

#include "core/osdp/config.hpp"
#include "core/osdp/place.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::osdp {

class PanelOnLine;

// The line to the panel: `fd` is for a Device, which closes it. A simulated one has its panel
// inside, which records what it did.
struct Line {
  int fd = -1;
  bool kernel_switches = false;
  std::shared_ptr<PanelOnLine> simulated;
};

// The simulated panel has the key of the configuration. Where there is none and one is required, it
// brings one, as soon as install mode is armed. The error is a sentence.
[[nodiscard]] std::expected<Line, std::string> open_line(loop::EventLoop& loop, const Place& place,
                                                         const Config& config);

}  // namespace portero::osdp
