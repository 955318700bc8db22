#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/sip/message.hpp"
#include "core/sip/session_expires.hpp"

namespace portero::sip {

// Seconds. RFC 4028 section 4 recommends the first, section 5 demands the second.
struct SessionIntervals {
  std::uint32_t wanted = 1800;
  std::uint32_t shortest = 90;
};

// RFC 4028: a session that is not refreshed in time is over. One of these for each session.
class SessionTimer {
 public:
  explicit SessionTimer(SessionIntervals intervals)
      : wanted_(intervals.wanted), shortest_(intervals.shortest) {}

  // Says in an INVITE of ours what we would like, later in a re-INVITE or UPDATE what was agreed.
  void propose(Headers& request) const;
  // Our request got a 422. True when it is worth another try, with what propose() says then.
  [[nodiscard]] bool refused(const Headers& response);
  // Our request got a 2xx.
  void accepted(const Headers& response, base::TimePoint now);

  // Whether their INVITE or UPDATE wants a session that is too short: a 422 tells shortest().
  [[nodiscard]] bool too_short(const Headers& request) const;
  [[nodiscard]] std::uint32_t shortest() const { return shortest_; }
  // Agrees to what their request proposes and says so in our 2xx.
  void accept(const Headers& request, Headers& response, base::TimePoint now);

  // It is our turn; true once for each time.
  [[nodiscard]] bool refresh_due(base::TimePoint now);
  // It did not work: again a little later, as long as there is time.
  void refresh_failed(base::TimePoint now);
  [[nodiscard]] bool expired(base::TimePoint now) const { return running_ && now >= running_->end; }
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  struct Running {
    std::uint32_t seconds = 0;
    bool ours = false;  // to refresh
    std::optional<base::TimePoint> refresh;
    base::TimePoint end;
  };

  void run(std::uint32_t seconds, bool ours, base::TimePoint now);

  std::uint32_t wanted_;
  std::uint32_t shortest_;
  std::optional<Running> running_;
};

}  // namespace portero::sip
