#pragma once

#include <deque>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "apps/station/display_process.hpp"
#include "base/time.hpp"
#include "core/control/photo_message.hpp"
#include "io/store/contact_photos.hpp"

namespace portero::station {

// The photos of the directory's contacts: looked at before they are kept, shown by the screen, gone
// with their contacts.
class PhotoDesk {
 public:
  // A minute. The loop waits for the disk with each of them.
  static constexpr int max_changes = 30;

  using Opened = std::expected<store::ContactPhotos, std::string>;
  struct Around {
    DisplayProcess* display = nullptr;  // without a screen, nothing shows them
    std::function<base::TimePoint()> now;
    // For the record.
    std::function<void()> changed = [] {};
  };

  // The error says why none can be kept.
  PhotoDesk(Opened photos, std::vector<std::string> contacts, Around around);
  PhotoDesk(const PhotoDesk&) = delete;
  PhotoDesk& operator=(const PhotoDesk&) = delete;

  [[nodiscard]] control::PhotoReply obey(const control::OfPhotos& wish);
  // What the settings have now, which may be the same. The failure is of the photos of contacts
  // that are gone.
  [[nodiscard]] std::expected<void, store::FileFailure> follow(std::vector<std::string> contacts);

 private:
  [[nodiscard]] control::PhotoReply on(const control::AskPhotos&);
  [[nodiscard]] control::PhotoReply on(const control::AskPhoto& ask);
  [[nodiscard]] control::PhotoReply on(const control::KeepPhoto& keep);
  [[nodiscard]] control::PhotoReply on(const control::RemovePhoto& remove);
  [[nodiscard]] std::vector<std::uint8_t> jpeg_of(const std::string& contact) const;
  [[nodiscard]] bool may_change();
  void changed(const std::string& contact);
  void show(const std::string& contact);

  Opened photos_;
  std::vector<std::string> contacts_;
  Around around_;
  std::deque<base::TimePoint> changes_;  // of the last minute
};

}  // namespace portero::station
