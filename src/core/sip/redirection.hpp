#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "core/sip/name_addr.hpp"
#include "core/sip/uri.hpp"

namespace portero::sip {

inline constexpr std::size_t max_redirections = 5;  // 3xx responses of one call
inline constexpr std::size_t max_targets = 8;       // that one call tries, its own one included

// The target set of RFC 3261 section 8.1.3.4. No target is tried twice, so that two phones that
// forward to each other end the call and not us.
class Redirection {
 public:
  explicit Redirection(Uri target) : seen_{std::move(target)} {}

  // A 3xx with these. Those that we cannot call are passed over.
  void redirected(const Contacts& contacts);
  // Whom to call now; nullopt when nobody is left.
  [[nodiscard]] std::optional<Uri> next();

 private:
  std::vector<Uri> seen_;  // tried, or waiting to be
  std::deque<Uri> untried_;
  std::size_t redirections_ = 0;
};

}  // namespace portero::sip
