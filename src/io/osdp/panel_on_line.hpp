#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "core/osdp/control_panel.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::osdp {

// The panel of laptops and tests at the other end of a line (UNL-8), which is an open descriptor
// that does not block.
class PanelOnLine {
 public:
  using Told = std::function<void(const panel::Event&, base::TimePoint)>;

  PanelOnLine(loop::EventLoop& loop, int line, const ControlPanel::Config& config, Told told);
  ~PanelOnLine();
  PanelOnLine(const PanelOnLine&) = delete;
  PanelOnLine& operator=(const PanelOnLine&) = delete;

  // The longest that it has waited for a reply so far.
  [[nodiscard]] base::Duration longest_wait() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace portero::osdp
