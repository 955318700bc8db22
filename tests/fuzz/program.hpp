#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace portero::fuzz {

// An input that says what is done, one thing after the other.
class Program {
 public:
  explicit Program(base::ByteView bytes) : rest_(bytes) {}

  [[nodiscard]] bool ended() const { return rest_.empty(); }
  // 0 where there are no more.
  std::uint8_t byte() { return ended() ? std::uint8_t{0} : bytes(1).front(); }
  // Fewer where there are no more.
  base::ByteView bytes(std::size_t count) {
    const auto taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

 private:
  base::ByteView rest_;
};

}  // namespace portero::fuzz
