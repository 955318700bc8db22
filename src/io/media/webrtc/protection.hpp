#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace portero::webrtc {

// SRTP in one direction (RFC 3711), as DTLS agrees on it with every browser:
// AES_CM_128_HMAC_SHA1_80 (RFC 5764 section 4.1.2).
class Protection {
 public:
  static constexpr std::size_t key_bytes = 30;  // 16 of the master key, 14 of the salt

  // Nullopt for a key of another length.
  [[nodiscard]] static std::optional<Protection> of_ours(base::ByteView key_and_salt);
  [[nodiscard]] static std::optional<Protection> of_theirs(base::ByteView key_and_salt);
  Protection(Protection&&) noexcept;
  Protection& operator=(Protection&&) noexcept;
  ~Protection();

  // In its place, with its tag. False: it must not be sent. No two packets of one source may have
  // the same number.
  [[nodiscard]] bool protect(std::vector<std::uint8_t>& packet);
  [[nodiscard]] bool protect_rtcp(std::vector<std::uint8_t>& compound);
  // Theirs. False: it is forged, damaged, came before, or is of one source too many.
  [[nodiscard]] bool unprotect(std::vector<std::uint8_t>& packet);
  [[nodiscard]] bool unprotect_rtcp(std::vector<std::uint8_t>& compound);

 private:
  struct Session;
  enum class Direction : std::uint8_t;
  [[nodiscard]] static std::optional<Protection> make(base::ByteView key_and_salt,
                                                      Direction direction);
  explicit Protection(std::unique_ptr<Session> session);

  std::unique_ptr<Session> session_;
};

}  // namespace portero::webrtc
