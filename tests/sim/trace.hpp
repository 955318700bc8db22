#pragma once

#include <functional>
#include <string>

#include "base/time.hpp"

namespace portero::sim {

struct Line {
  base::TimePoint at;
  std::string who;
  std::string what;
};

// What happened, line by line, for whoever listens; costs nothing while nobody does.
class Trace {
 public:
  using Listener = std::function<void(const Line&)>;

  void listen(Listener listener) { listener_ = std::move(listener); }
  [[nodiscard]] bool heard() const { return static_cast<bool>(listener_); }
  void tell(base::TimePoint at, std::string who, std::string what) const {
    if (listener_) listener_({at, std::move(who), std::move(what)});
  }

 private:
  Listener listener_;
};

// "03:07.250"
std::string clock_text(base::TimePoint at);

}  // namespace portero::sim
