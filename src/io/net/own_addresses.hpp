#pragma once

#include <expected>
#include <functional>
#include <memory>

#include "base/ip_address.hpp"
#include "base/time.hpp"
#include "core/transport/failure.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::net {

// The address of ours that packets to there leave from now: what Via, Contact and SDP tell.
[[nodiscard]] std::expected<base::IpAddress, transport::Failure> own_address_towards(
    const base::IpAddress& destination);

// Tells that addresses, links or routes of this host changed, so that whoever gave one of them away
// looks again and registers anew.
class OwnAddressWatch {
 public:
  // A new lease changes several things at once: they are told together, after this time.
  static constexpr base::Duration settling_time = std::chrono::milliseconds{200};

  [[nodiscard]] static std::expected<OwnAddressWatch, transport::Failure> start(
      loop::EventLoop& loop, std::function<void()> changed);
  ~OwnAddressWatch();
  OwnAddressWatch(OwnAddressWatch&&) noexcept;
  OwnAddressWatch& operator=(OwnAddressWatch&&) noexcept;

 private:
  class Shared;
  explicit OwnAddressWatch(std::shared_ptr<Shared> shared);

  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::net
