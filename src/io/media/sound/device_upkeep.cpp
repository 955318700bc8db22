#include "io/media/sound/device_upkeep.hpp"

#include <algorithm>
#include <utility>

namespace portero::sound {
namespace {

constexpr const char* first_choice = "alsa:default";

}  // namespace

DeviceUpkeep::Actions DeviceUpkeep::want(const std::string& name) {
  automatic_ = name == "auto";
  wanted_ = automatic_ ? first_choice : name;
  delay_ = first_retry;
  return {Open{wanted_}};
}

DeviceUpkeep::Actions DeviceUpkeep::opened(const std::string& device, base::TimePoint now) {
  in_use_ = device;
  opened_at_ = now;
  const bool was_lost = std::exchange(lost_, {}) == device;
  Actions actions;
  if (was_lost) {
    actions.emplace_back(DeviceIsBack{way_, device});
  } else {
    actions.emplace_back(DeviceInUse{way_, device});
  }
  if (automatic_ && device != wanted_) actions.emplace_back(RetryAfter{longest_retry});
  return actions;
}

DeviceUpkeep::Actions DeviceUpkeep::open_failed(const std::string& device, const std::string& why) {
  if (automatic_ && device == wanted_ && lost_ != wanted_) {
    if (in_use_ == fallback()) return {RetryAfter{longest_retry}};
    return {Open{fallback()}};
  }
  Actions actions;
  if (!std::exchange(in_use_, {}).empty()) actions.emplace_back(Close{});
  if (lost_ != device) actions.emplace_back(DeviceLost{way_, device, why});
  lost_ = device;
  actions.emplace_back(RetryAfter{next_delay()});
  return actions;
}

DeviceUpkeep::Actions DeviceUpkeep::failed(const std::string& why, base::TimePoint now) {
  if (now - opened_at_ > proven) delay_ = first_retry;
  lost_ = std::exchange(in_use_, {});
  return {DeviceLost{way_, lost_, why}, RetryAfter{next_delay()}};
}

DeviceUpkeep::Actions DeviceUpkeep::retry() { return {Open{wanted_}}; }

std::string DeviceUpkeep::fallback() const {
  return way_ == Way::microphone ? "synthetic" : "none";
}

base::Duration DeviceUpkeep::next_delay() {
  return std::exchange(delay_, std::min(2 * delay_, longest_retry));
}

}  // namespace portero::sound
