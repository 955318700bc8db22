#include "io/store/contact_photos.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sodium.h>

#include <fmt/format.h>

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
  photos.read(contacts);
  photos.remove_strangers();
  return photos;
}

void ContactPhotos::read(const std::vector<std::string>& contacts) {
  for (const std::string& contact : contacts) {
    const std::string text =
        read_file(file_of(contact), display::max_photo_bytes).value_or(std::nullopt).value_or("");
    std::vector<std::uint8_t> jpeg{text.begin(), text.end()};
    if (!display::fault_of_photo(jpeg))
      photos_[contact] = std::make_shared<const std::vector<std::uint8_t>>(std::move(jpeg));
  }
}

// Of contacts that are gone, what a lost power left, and what is no photo.
void ContactPhotos::remove_strangers() const {
  std::set<fs::path> ours;
  for (const auto& [contact, jpeg] : photos_) ours.insert(file_of(contact));
  std::error_code error;
  for (fs::directory_iterator entry{folder_, error}, end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (!ours.contains(entry->path())) fs::remove(entry->path(), ignored);
  }
}

// A name may have characters that no file's name has, and more of them.
fs::path ContactPhotos::file_of(const std::string& contact) const {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const std::uint8_t*>(contact.data()),
                     contact.size());
  std::string name;
  for (const std::uint8_t byte : digest) name += fmt::format("{:02x}", byte);
  return folder_ / (name + ".jpg");
}

std::expected<void, FileFailure> ContactPhotos::keep(const std::string& contact,
                                                     std::vector<std::uint8_t> jpeg) {
  const std::string_view text{reinterpret_cast<const char*>(jpeg.data()), jpeg.size()};
  if (auto kept = replace_file(file_of(contact), text); !kept) return kept;
  photos_[contact] = std::make_shared<const std::vector<std::uint8_t>>(std::move(jpeg));
  return {};
}

bool ContactPhotos::remove(const std::string& contact) {
  std::error_code ignored;
  fs::remove(file_of(contact), ignored);
  return photos_.erase(contact) > 0;
}

std::vector<std::string> ContactPhotos::keep_only(const std::vector<std::string>& contacts) {
  std::vector<std::string> lost;
  for (const auto& [contact, jpeg] : photos_)
    if (std::ranges::find(contacts, contact) == contacts.end()) lost.push_back(contact);
  for (const std::string& contact : lost) remove(contact);
  return lost;
}

}  // namespace portero::store
