#include "io/store/contact_photos.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sodium.h>
#include <tuple>

#include <fmt/format.h>

#include "base/hex.hpp"
#include "core/display/contact_photo.hpp"
#include "io/store/sodium.hpp"

namespace portero::store {

namespace fs = std::filesystem;

std::expected<ContactPhotos, std::string> ContactPhotos::open(
    const fs::path& folder, const std::vector<std::string>& contacts) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error)
    return std::unexpected{fmt::format("{} cannot be used: {}", folder.string(), error.message())};
  use_sodium();
  ContactPhotos photos{folder};
  std::ignore = remove_files(folder, photos.files(std::string{unfinished}));
  photos.look_for(contacts);
  return photos;
}

// Whoever has one that cannot be read now, has one.
void ContactPhotos::look_for(const std::vector<std::string>& contacts) {
  for (const std::string& contact : contacts)
    if (const auto jpeg = read(contact); !jpeg || *jpeg) contacts_.insert(contact);
}

std::vector<fs::path> ContactPhotos::files(const std::string& extension) const {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry{folder_, error}, end; !error && entry != end;
       entry.increment(error))
    if (entry->path().extension() == extension) found.push_back(entry->path());
  return found;
}

// A name may have characters that no file's name has, and more of them.
fs::path ContactPhotos::file_of(const std::string& contact) const {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const std::uint8_t*>(contact.data()),
                     contact.size());
  return folder_ / (base::to_hex(digest) + ".jpg");
}

std::expected<std::optional<ContactPhotos::Jpeg>, FileFailure> ContactPhotos::read(
    const std::string& contact) const {
  const auto read = read_file(file_of(contact), display::max_photo_bytes);
  if (!read && read.error().code != EFBIG) return std::unexpected{read.error()};
  const std::optional<std::string> text = read ? *read : std::nullopt;
  if (!text) return std::nullopt;
  Jpeg jpeg{text->begin(), text->end()};
  if (display::fault_of_photo(jpeg)) return std::nullopt;
  return jpeg;
}

std::expected<void, FileFailure> ContactPhotos::keep(const std::string& contact, const Jpeg& jpeg) {
  const std::string_view text{reinterpret_cast<const char*>(jpeg.data()), jpeg.size()};
  if (auto kept = replace_file(file_of(contact), text); !kept) return kept;
  contacts_.insert(contact);
  return {};
}

std::expected<bool, FileFailure> ContactPhotos::remove(const std::string& contact) {
  if (!contacts_.contains(contact)) return false;
  if (auto removed = remove_files(folder_, {file_of(contact)}); !removed)
    return std::unexpected{std::move(removed.error())};
  contacts_.erase(contact);
  return true;
}

std::expected<void, FileFailure> ContactPhotos::follow(const std::vector<std::string>& contacts) {
  contacts_.clear();
  look_for(contacts);
  std::vector<fs::path> strangers = files(".jpg");
  for (const std::string& contact : contacts) std::erase(strangers, file_of(contact));
  return remove_files(folder_, strangers);
}

}  // namespace portero::store
