#include "io/store/backup.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sodium.h>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "core/settings/json.hpp"
#include "io/store/sealing_key.hpp"
#include "io/store/sodium.hpp"

namespace portero::store {
namespace {

static_assert(backup_salt_bytes == crypto_pwhash_SALTBYTES);

constexpr std::string_view title = "portero backup ";
constexpr std::string_view form = "1";
constexpr std::string_view method = "argon2id";
constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
constexpr std::size_t max_name_bytes = 64;

using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

std::unexpected<BackupError> fault(BackupFault fault, std::string sentence) {
  return std::unexpected{BackupError{fault, std::move(sentence)}};
}

std::unexpected<BackupError> damaged(std::string_view how) {
  return fault(BackupFault::damaged,
               fmt::format("This backup is damaged: {}. Take another copy of it.", how));
}

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::optional<std::uint32_t> number(std::string_view word) {
  std::uint32_t value = 0;
  const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = failed == std::errc{} && end == word.data() + word.size();
  return whole ? std::optional{value} : std::nullopt;
}

std::optional<Key> key_of(std::string_view passphrase, Argon2Cost cost,
                          const std::array<std::uint8_t, backup_salt_bytes>& salt) {
  Key key{};
  const int failed =
      crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                    cost.passes, std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13);
  return failed == 0 ? std::optional{key} : std::nullopt;
}

std::unexpected<BackupError> no_memory() {
  return fault(BackupFault::no_memory,
               "The station has not enough memory for a backup now. Try again later.");
}

// "argon2id 3 65536 SALT"
std::optional<ClosedBackup> method_of(std::string_view line) {
  if (take_word(line) != method) return std::nullopt;
  const auto passes = number(take_word(line));
  const auto memory = number(take_word(line));
  const auto salt = base::from_base64(take_word(line));
  if (!passes || !memory || !salt || salt->size() != backup_salt_bytes) return std::nullopt;
  const bool sane = *passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN &&
                    *passes <= max_backup_cost.passes && *memory <= max_backup_cost.memory_kib &&
                    std::size_t{*memory} * 1024 >= crypto_pwhash_argon2id_MEMLIMIT_MIN;
  if (!sane) return std::nullopt;
  ClosedBackup backup{.cost = {*passes, *memory}};
  std::ranges::copy(*salt, backup.salt.begin());
  return backup;
}

bool only_values(const settings::Patch& patch) {
  return std::ranges::all_of(patch, [](const auto& entry) {
    return std::holds_alternative<settings::Value>(entry.second);
  });
}

}  // namespace

std::expected<std::string, BackupError> make_backup(const BackupContent& content,
                                                    std::string_view passphrase, Argon2Cost cost) {
  use_sodium();
  const std::string clear =
      content.written_by.substr(0, max_name_bytes) + "\n" + settings::to_json(content.settings);
  std::array<std::uint8_t, backup_salt_bytes> salt{};
  randombytes_buf(salt.data(), salt.size());
  auto key = key_of(passphrase, cost, salt);
  if (!key) return no_memory();
  std::vector<std::uint8_t> sealed(overhead + clear.size());
  randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(clear.data()), clear.size(),
                        sealed.data(), key->data());
  sodium_memzero(key->data(), key->size());
  const std::string body = fmt::format("{} {} {} {}\n{}\n", method, cost.passes, cost.memory_kib,
                                       base::to_base64(salt), base::to_base64(sealed));
  std::string text = fmt::format("{}{} {}\n{}", title, form, digest(body), body);
  if (text.size() > max_backup_bytes)
    return fault(BackupFault::too_large,
                 "The settings are too large for a backup: shorten the certificates in them.");
  return text;
}

std::expected<ClosedBackup, BackupError> read_backup(std::string_view text) {
  if (!text.starts_with(title))
    return fault(BackupFault::no_backup, "This file is no backup of a station's settings.");
  if (text.size() > max_backup_bytes) return damaged("it is too large");
  text.remove_prefix(title.size());
  auto head = take_line(text);
  if (!head) return damaged("it is cut off");
  const std::string_view its_form = take_word(*head);
  if (its_form != form)
    return fault(BackupFault::newer,
                 "This backup was written by another version of Portero, in a form that this one "
                 "does not know. Update the station first.");
  if (*head != digest(text)) return damaged("it is cut off, or something in it was changed");
  const auto how = take_line(text);
  const auto line = how ? take_line(text) : std::nullopt;
  if (!line || !text.empty()) return damaged("it has not three lines");
  auto backup = method_of(*how);
  if (!backup) return damaged("its second line does not say how it was sealed");
  auto sealed = base::from_base64(*line);
  if (!sealed || sealed->size() < overhead) return damaged("nothing is sealed in it");
  backup->sealed = *std::move(sealed);
  return *std::move(backup);
}

std::expected<BackupContent, BackupError> open_backup(const ClosedBackup& backup,
                                                      std::string_view passphrase) {
  use_sodium();
  auto key = key_of(passphrase, backup.cost, backup.salt);
  if (!key) return no_memory();
  std::string clear(backup.sealed.size() - overhead, '\0');
  const int failed = crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(clear.data()),
                                                backup.sealed.data() + crypto_secretbox_NONCEBYTES,
                                                backup.sealed.size() - crypto_secretbox_NONCEBYTES,
                                                backup.sealed.data(), key->data());
  sodium_memzero(key->data(), key->size());
  if (failed != 0)
    return fault(BackupFault::wrong_passphrase,
                 "The passphrase is not the one that this backup was made with.");
  return read_backup_content(clear);
}

std::expected<BackupContent, BackupError> read_backup_content(std::string_view text) {
  const auto written_by = take_line(text);
  if (!written_by || written_by->size() > max_name_bytes)
    return damaged("it does not say who wrote it");
  auto settings = settings::patch_from_json(text);
  if (!settings || !only_values(*settings)) return damaged("what is sealed in it is no settings");
  return BackupContent{*std::move(settings), std::string{*written_by}};
}

}  // namespace portero::store
