#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/store/file.hpp"

namespace portero::store {

// The photos of the directory's contacts by their names, a file each in a folder of their own. All
// are in memory, too: whoever asks for one waits for no disk.
class ContactPhotos {
 public:
  using Jpeg = std::shared_ptr<const std::vector<std::uint8_t>>;

  // Those of these contacts; the files of others go.
  [[nodiscard]] static std::expected<ContactPhotos, std::string> open(
      const std::filesystem::path& folder, const std::vector<std::string>& contacts);

  // In place of the one before. It was found to be a photo.
  [[nodiscard]] std::expected<void, FileFailure> keep(const std::string& contact,
                                                      std::vector<std::uint8_t> jpeg);
  // False where there was none.
  bool remove(const std::string& contact);
  // Those of all others go. Gives the names that have lost theirs.
  std::vector<std::string> keep_only(const std::vector<std::string>& contacts);

  [[nodiscard]] const std::map<std::string, Jpeg>& all() const { return photos_; }

 private:
  explicit ContactPhotos(const std::filesystem::path& folder) : folder_(folder) {}
  [[nodiscard]] std::filesystem::path file_of(const std::string& contact) const;
  void read(const std::vector<std::string>& contacts);
  void remove_strangers() const;

  std::filesystem::path folder_;
  std::map<std::string, Jpeg> photos_;
};

}  // namespace portero::store
