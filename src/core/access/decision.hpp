#pragma once

#include <utility>
#include <variant>

#include "core/access/outcome.hpp"
#include "core/access/request.hpp"

namespace portero::access {

// The proof that an operator's request was examined and allowed. Only Unlocks makes one, and the
// actions that move a door output cannot be made without it (UNL-6).
class Granted {
 public:
  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] CommandId command() const { return request_.command; }

  bool operator==(const Granted&) const = default;

 private:
  friend class Unlocks;
  explicit Granted(Request request) : request_(std::move(request)) {}

  Request request_;
};

struct Refused {
  Request request;
  Why why;

  bool operator==(const Refused&) const = default;
};

// The same command came again: nothing moves, and the sender is told what the first one became.
struct Repeated {
  CommandId command;
  Outcome outcome;

  bool operator==(const Repeated&) const = default;
};

using Decision = std::variant<Granted, Refused, Repeated>;

}  // namespace portero::access
