#pragma once

#include <optional>

#include "core/osdp/session_keys.hpp"

namespace portero::osdp {

// A secure channel once it stands (annex D.5), the same at both ends: messages alternate, and each
// goes on from the MAC of the one before, so that none can be left out, repeated or put in.
class SecureSession {
 public:
  SecureSession(const SessionKeys& keys, const Block& first_mac)
      : keys_(keys), last_mac_(first_mac) {}

  // SCS_15 or SCS_16 where the message has no data, SCS_17 or SCS_18, encrypted, where it has.
  [[nodiscard]] Frame seal(Frame plain);
  // With its data as they were before; the security block stays, and says how they came. Nullopt
  // where it does not come from whoever holds the keys: the session has to end.
  [[nodiscard]] std::optional<Frame> open(Frame sealed);

 private:
  [[nodiscard]] Block initial_vector() const;

  SessionKeys keys_;
  Block last_mac_;
};

}  // namespace portero::osdp
