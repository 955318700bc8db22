#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portero::store {

inline constexpr std::size_t sealing_key_bytes = 32;
inline constexpr std::string_view sealing_key_name = "portero-sealing-key";
inline constexpr std::string_view sealing_key_file = "sealing.key";

// Seals what is secret (GEN-2) with libsodium's secretbox: XSalsa20 and Poly1305.
class SealingKey {
 public:
  explicit SealingKey(const std::array<std::uint8_t, sealing_key_bytes>& key) : key_(key) {}
  ~SealingKey();
  SealingKey(const SealingKey&) = default;
  SealingKey& operator=(const SealingKey&) = default;

  // From systemd's credential portero-sealing-key, where its folder is given and has one; otherwise
  // from the file sealing.key, which is made at first. An error is a sentence.
  [[nodiscard]] static std::expected<SealingKey, std::string> obtain(
      const std::filesystem::path& folder, const std::optional<std::filesystem::path>& credentials);

  // Base64, another one each time.
  [[nodiscard]] std::string seal(std::string_view secret) const;
  // nullopt where this key did not seal it, or it was changed since.
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed) const;

 private:
  std::array<std::uint8_t, sealing_key_bytes> key_;
};

// Tells whether a text is what it was; 64 hexadecimal digits (BLAKE2b).
[[nodiscard]] std::string digest(std::string_view text);

}  // namespace portero::store
