#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "apps/station/display_process.hpp"
#include "core/control/photo_message.hpp"
#include "io/store/contact_photos.hpp"

namespace portero::station {

// The photos of the directory's contacts: looked at before they are kept, shown by the screen, gone
// with their contacts.
class PhotoDesk {
 public:
  using Opened = std::expected<store::ContactPhotos, std::string>;

  // The error says why none can be kept. Without a screen, nothing shows them. What changed is told
  // for the record.
  PhotoDesk(Opened photos, std::vector<std::string> contacts, DisplayProcess* display,
            std::function<void()> changed);

  [[nodiscard]] control::PhotoReply obey(const control::OfPhotos& wish);
  // Other contacts are in the settings.
  void follow(std::vector<std::string> contacts);

 private:
  [[nodiscard]] control::PhotoReply on(const control::AskPhotos&);
  [[nodiscard]] control::PhotoReply on(const control::AskPhoto& ask);
  [[nodiscard]] control::PhotoReply on(const control::KeepPhoto& keep);
  [[nodiscard]] control::PhotoReply on(const control::RemovePhoto& remove);
  void show(const std::string& contact, const display::Photo& photo);

  Opened photos_;
  std::vector<std::string> contacts_;
  DisplayProcess* display_;
  std::function<void()> changed_;
};

}  // namespace portero::station
