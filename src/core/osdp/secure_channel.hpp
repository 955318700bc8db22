#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>

#include "core/osdp/secure_session.hpp"

namespace portero::osdp {

// How what is said on the line is protected.
enum class Protection : std::uint8_t {
  none,
  default_key,  // by a key that everybody knows: as good as none
  own_key,
};

// cUID, by which a panel knows the device.
using ClientId = std::array<std::uint8_t, 8>;

// The peripheral device's side of the secure channel: SCS_11 to SCS_14 establish it, SCS_15 to
// SCS_18 use it (annex D).
class SecureChannel {
 public:
  SecureChannel(const std::optional<Key>& key, const ClientId& client)
      : key_(key), client_(client) {}

  // The reply to CHLNG and to SCRYPT. Whichever is refused leaves no channel behind.
  [[nodiscard]] std::expected<Frame, Nak> challenged(const Frame& command, const Nonce& drawn,
                                                     bool default_key_allowed);
  [[nodiscard]] std::expected<Frame, Nak> proven(const Frame& command);

  [[nodiscard]] Protection protection() const;
  void close();
  // Where it is, or is to be, by the default key.
  void close_by_default_key();

  // What was sealed by the panel; closes the channel where it was not.
  [[nodiscard]] std::optional<Frame> open(Frame command);
  [[nodiscard]] Frame seal(Frame reply);

  // For the next CHLNG; a session that stands goes on with the key it has.
  void use(const Key& key) { key_ = key; }
  [[nodiscard]] bool has_key() const { return key_.has_value(); }

 private:
  struct Challenge {
    SessionKeys keys;
    Block proof;  // the server cryptogram that is to come
    Protection protection;
  };
  struct Standing {
    SecureSession session;
    Protection protection;
  };

  std::optional<Key> key_;
  ClientId client_;
  std::optional<Challenge> challenge_;
  std::optional<Standing> standing_;
};

}  // namespace portero::osdp
