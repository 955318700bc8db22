#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace portero::console {

// Who is signed in, by tokens that only their browsers and this know. Gone when the process ends.
class Sessions {
 public:
  static constexpr std::size_t max_sessions = 16;  // whoever was away longest makes room
  static constexpr base::Duration idle_limit = std::chrono::hours{12};
  static constexpr base::Duration age_limit = std::chrono::days{7};

  // The token is random, of at least 128 bits.
  void open(std::string token, base::TimePoint now);
  // Whether it is a session's, which goes on then.
  [[nodiscard]] bool use(std::string_view token, base::TimePoint now);
  // The same for one that only listens: it does not go on by that.
  [[nodiscard]] bool knows(std::string_view token, base::TimePoint now);
  void close(std::string_view token);
  // After another password was set.
  void close_all() { sessions_.clear(); }
  [[nodiscard]] std::size_t size() const { return sessions_.size(); }

 private:
  struct Session {
    std::string token;
    base::TimePoint began;
    base::TimePoint used;
  };
  [[nodiscard]] Session* find(std::string_view token);
  void forget_old(base::TimePoint now);

  std::vector<Session> sessions_;
};

}  // namespace portero::console
