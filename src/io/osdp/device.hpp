#pragma once

#include <functional>
#include <memory>

#include "core/osdp/peripheral.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::osdp {

// The peripheral device on a line, which is an open descriptor that does not block.
class Device {
 public:
  using Told = std::function<void(const Event&)>;

  // `ended` is told once where the line has an end: the adapter was pulled out.
  Device(loop::EventLoop& loop, int line, const Config& config, Told told,
         std::function<void()> ended);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  void offer(const Card& card);
  void arm_install(base::Duration duration);

  [[nodiscard]] bool online() const;
  [[nodiscard]] Protection protection() const;
  [[nodiscard]] bool install_armed() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace portero::osdp
