#pragma once

#include <cstddef>
#include <map>

#include "base/ip_address.hpp"
#include "base/time.hpp"

namespace portero::console {

// How long whoever guesses passwords or codes must wait. Sources are remembered apart, an IPv6
// network of 64 bits as one: its owner has all of its addresses.
class Throttle {
 public:
  static constexpr int free_tries = 5;
  static constexpr base::Duration first_wait = std::chrono::seconds{2};  // then twice as long
  static constexpr base::Duration longest_wait = std::chrono::minutes{5};
  static constexpr base::Duration forget_after = std::chrono::minutes{30};
  static constexpr std::size_t max_sources = 256;  // whoever tried the longest ago makes room

  // Zero where a try is free.
  [[nodiscard]] base::Duration wait(const base::IpAddress& source, base::TimePoint now) const;
  // Before the try is examined, so that many at once are many tries.
  void tried(const base::IpAddress& source, base::TimePoint now);
  void succeeded(const base::IpAddress& source);

 private:
  struct Tries {
    int count = 0;
    base::TimePoint last{};
    base::TimePoint free_at{};
  };
  void forget_old(base::TimePoint now);
  void make_room();

  std::map<base::IpAddress, Tries> sources_;
};

}  // namespace portero::console
