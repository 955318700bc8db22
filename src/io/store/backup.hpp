#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings/merge.hpp"

// The stored settings of a station as a file of text that only its passphrase opens (GEN-2): what
// it is and the digest of the rest; how the key is made of the passphrase (Argon2id, RFC 9106); all
// settings, secrets and others alike, sealed with libsodium's secretbox.
namespace portero::store {

inline constexpr std::size_t max_backup_bytes = std::size_t{224} * 1024;
inline constexpr std::size_t backup_salt_bytes = 16;

struct Argon2Cost {
  std::uint32_t passes;
  std::uint32_t memory_kib;

  bool operator==(const Argon2Cost&) const = default;
};

inline constexpr Argon2Cost backup_cost{.passes = 3, .memory_kib = std::uint32_t{64} * 1024};
// A file may not ask for more than this: whoever restores it would wait for it.
inline constexpr Argon2Cost max_backup_cost{.passes = 10, .memory_kib = std::uint32_t{128} * 1024};

struct BackupContent {
  settings::Patch settings;  // of values alone; nothing in it is checked against the table
  std::string written_by{};  // "Portero 0.1.0"

  bool operator==(const BackupContent&) const = default;
};

enum class BackupFault : std::uint8_t {
  no_backup,
  damaged,
  newer,  // of a form that this version does not know
  wrong_passphrase,
  too_large,
  no_memory,
};

struct BackupError {
  BackupFault fault;
  std::string sentence;

  bool operator==(const BackupError&) const = default;
};

// A backup that is whole, and still closed.
struct ClosedBackup {
  Argon2Cost cost;
  std::array<std::uint8_t, backup_salt_bytes> salt{};
  std::vector<std::uint8_t> sealed{};  // behind its nonce
};

// Takes as long as the cost says: not for the loop.
[[nodiscard]] std::expected<std::string, BackupError> make_backup(const BackupContent& content,
                                                                  std::string_view passphrase,
                                                                  Argon2Cost cost = backup_cost);
// Quick.
[[nodiscard]] std::expected<ClosedBackup, BackupError> read_backup(std::string_view text);
// Takes as long as the cost says.
[[nodiscard]] std::expected<BackupContent, BackupError> open_backup(const ClosedBackup& backup,
                                                                    std::string_view passphrase);
// What is inside, once it is open.
[[nodiscard]] std::expected<BackupContent, BackupError> read_backup_content(std::string_view text);

}  // namespace portero::store
