#include "io/store/sealing_key.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sodium.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/base64.hpp"
#include "base/hex.hpp"
#include "io/store/file.hpp"
#include "io/store/sodium.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;

static_assert(sealing_key_bytes == crypto_secretbox_KEYBYTES);

constexpr std::size_t max_credential_bytes = 4096;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::expected<SealingKey, std::string> from_file_text(const fs::path& file, std::string_view text) {
  std::array<std::uint8_t, sealing_key_bytes> key{};
  if (text.size() != key.size())
    return std::unexpected{fmt::format(
        "{} is no key: it has {} bytes instead of {}. Put the right one back, or remove it: what "
        "was sealed with it is then lost.",
        file.string(), text.size(), key.size())};
  std::ranges::copy(text, key.begin());
  return SealingKey{key};
}

// A credential may have been written by hand: any text that is long enough makes a key.
std::expected<SealingKey, std::string> from_credential(const fs::path& file,
                                                       std::string_view text) {
  if (text.size() < sealing_key_bytes)
    return std::unexpected{fmt::format("{} is too short for a key: it needs {} bytes of chance.",
                                       file.string(), sealing_key_bytes)};
  std::array<std::uint8_t, sealing_key_bytes> key{};
  crypto_generichash(key.data(), key.size(), bytes_of(text), text.size(), nullptr, 0);
  return SealingKey{key};
}

std::optional<std::string> objection_to(const fs::path& file) {
  struct stat about{};
  if (::stat(file.c_str(), &about) != 0)
    return fmt::format("{} cannot be read: {}", file.string(), std::strerror(errno));
  if (about.st_uid != ::geteuid())
    return fmt::format("{} belongs to another user: chown it to the one of the station.",
                       file.string());
  if ((about.st_mode & 077) != 0)
    return fmt::format("{} can be read by others: chmod 600 it, and change the secrets it sealed.",
                       file.string());
  return std::nullopt;
}

std::expected<SealingKey, std::string> new_in(const fs::path& file) {
  std::string key(sealing_key_bytes, '\0');
  randombytes_buf(key.data(), key.size());
  if (const auto written = replace_file(file, key); !written)
    return std::unexpected{written.error().sentence};
  return from_file_text(file, key);
}

}  // namespace

SealingKey::~SealingKey() { sodium_memzero(key_.data(), key_.size()); }

std::expected<SealingKey, std::string> SealingKey::obtain(
    const fs::path& folder, const std::optional<fs::path>& credentials) {
  use_sodium();
  if (credentials) {
    const fs::path file = *credentials / sealing_key_name;
    const auto text = read_file(file, max_credential_bytes);
    if (!text) return std::unexpected{text.error().sentence};
    if (const auto& found = *text) return from_credential(file, *found);
  }
  const fs::path file = folder / sealing_key_file;
  const auto text = read_file(file, max_credential_bytes);
  if (!text) return std::unexpected{text.error().sentence};
  const auto& found = *text;
  if (!found) return new_in(file);
  if (auto objection = objection_to(file)) return std::unexpected{*std::move(objection)};
  return from_file_text(file, *found);
}

std::string SealingKey::seal(std::string_view secret) const {
  use_sodium();
  std::vector<std::uint8_t> sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES +
                                   secret.size());
  randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES, bytes_of(secret),
                        secret.size(), sealed.data(), key_.data());
  return base::to_base64(sealed);
}

std::optional<std::string> SealingKey::open(std::string_view sealed) const {
  use_sodium();
  const auto bytes = base::from_base64(sealed);
  if (!bytes || bytes->size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
    return std::nullopt;
  const base::ByteView box = base::ByteView{*bytes}.subspan(crypto_secretbox_NONCEBYTES);
  std::vector<std::uint8_t> secret(box.size() - crypto_secretbox_MACBYTES);
  if (crypto_secretbox_open_easy(secret.data(), box.data(), box.size(), bytes->data(),
                                 key_.data()) != 0)
    return std::nullopt;
  return std::string{secret.begin(), secret.end()};
}

std::string digest(std::string_view text) {
  use_sodium();
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(text), text.size(), nullptr, 0);
  return base::to_hex(hash);
}

}  // namespace portero::store
