#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace portero::sim::link {

// What a browser tells in RTCP of the packets that came (draft-holmer-rmcat-transport-wide-cc-
// extensions-01), on its own clock.
class FeedbackWriter {
 public:
  // Numbers that do not wrap.
  void arrived(std::int64_t number, base::TimePoint at);
  // Of what came since the last time; empty where nothing did.
  [[nodiscard]] std::vector<std::uint8_t> write();

 private:
  std::map<std::int64_t, base::Duration> arrived_;
  std::optional<std::int64_t> next_;
  std::uint8_t count_ = 0;
};

}  // namespace portero::sim::link
