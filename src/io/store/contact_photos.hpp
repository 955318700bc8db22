#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/store/file.hpp"

namespace portero::store {

// The photos of the directory's contacts by their names, a file each in a folder of their own. Only
// the names are in memory.
class ContactPhotos {
 public:
  using Jpeg = std::vector<std::uint8_t>;

  // Those of these contacts. The files of others stay: the settings that name them may be what is
  // lost.
  [[nodiscard]] static std::expected<ContactPhotos, std::string> open(
      const std::filesystem::path& folder, const std::vector<std::string>& contacts);

  // In place of the one before. It was found to be a photo.
  [[nodiscard]] std::expected<void, FileFailure> keep(const std::string& contact, const Jpeg& jpeg);
  // False where there was none.
  [[nodiscard]] std::expected<bool, FileFailure> remove(const std::string& contact);
  // These are the contacts now: the files of all others go.
  [[nodiscard]] std::expected<void, FileFailure> follow(const std::vector<std::string>& contacts);

  // Who has one.
  [[nodiscard]] const std::set<std::string>& contacts() const { return contacts_; }
  // nullopt where there is none, and where its file is no photo.
  [[nodiscard]] std::expected<std::optional<Jpeg>, FileFailure> read(
      const std::string& contact) const;

 private:
  explicit ContactPhotos(const std::filesystem::path& folder) : folder_(folder) {}
  [[nodiscard]] std::filesystem::path file_of(const std::string& contact) const;
  [[nodiscard]] std::vector<std::filesystem::path> files(const std::string& extension) const;
  void look_for(const std::vector<std::string>& contacts);

  std::filesystem::path folder_;
  std::set<std::string> contacts_;
};

}  // namespace portero::store
