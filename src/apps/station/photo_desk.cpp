#include "apps/station/photo_desk.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/display/contact_photo.hpp"

namespace portero::station {
namespace {

control::Refused no_photo() { return {"no_photo", "This contact has no photo."}; }

control::Refused no_contact() {
  return {"no_contact",
          "There is no such contact. Save it in the directory first, then give it a photo.",
          {{"contact", "must be the name of a contact that is saved"}}};
}

control::Refused wrong_photo(display::PhotoFault fault) {
  const std::string why{sentence(fault)};
  return {"wrong_photo", "Nothing was changed. " + why, {{"photo", why}}};
}

control::Refused too_often() {
  static_assert(PhotoDesk::max_changes == 30);
  return {"too_often",
          "Nothing was changed. At most 30 photos can be changed in a minute: wait, then go on."};
}

control::Refused not_stored(const store::FileFailure& why) {
  return {"not_stored", "Nothing was changed: " + why.sentence};
}

}  // namespace

PhotoDesk::PhotoDesk(Opened photos, std::vector<std::string> contacts, Around around)
    : photos_(std::move(photos)), contacts_(std::move(contacts)), around_(std::move(around)) {
  if (photos_ && around_.display != nullptr)
    around_.display->show_photos([this](const std::string& contact) { return jpeg_of(contact); });
}

control::PhotoReply PhotoDesk::obey(const control::OfPhotos& wish) {
  if (!photos_) return control::Refused{"no_store", "No photos can be kept: " + photos_.error()};
  return std::visit([this](const auto& what) { return on(what); }, wish);
}

std::expected<void, store::FileFailure> PhotoDesk::follow(std::vector<std::string> contacts) {
  if (contacts == contacts_) return {};
  contacts_ = std::move(contacts);
  if (!photos_) return {};
  const auto before = photos_->contacts();
  auto followed = photos_->follow(contacts_);
  // The screen forgets by itself whom it does not list.
  for (const std::string& contact : photos_->contacts())
    if (!before.contains(contact)) show(contact);
  return followed;
}

control::PhotoReply PhotoDesk::on(const control::AskPhotos&) {
  return control::PhotosKept{{photos_->contacts().begin(), photos_->contacts().end()}};
}

control::PhotoReply PhotoDesk::on(const control::AskPhoto& ask) {
  if (!photos_->contacts().contains(ask.contact)) return no_photo();
  auto read = photos_->read(ask.contact);
  if (!read) return control::Refused{"no_store", read.error().sentence};
  std::optional<store::ContactPhotos::Jpeg> jpeg = *std::move(read);
  if (!jpeg) return no_photo();
  return control::ContactPhoto{*std::move(jpeg)};
}

control::PhotoReply PhotoDesk::on(const control::KeepPhoto& keep) {
  if (std::ranges::find(contacts_, keep.contact) == contacts_.end()) return no_contact();
  if (const auto fault = display::fault_of_photo(keep.jpeg)) return wrong_photo(*fault);
  if (!may_change()) return too_often();
  if (const auto kept = photos_->keep(keep.contact, keep.jpeg); !kept)
    return not_stored(kept.error());
  changed(keep.contact);
  return control::Done{};
}

control::PhotoReply PhotoDesk::on(const control::RemovePhoto& remove) {
  if (!photos_->contacts().contains(remove.contact)) return no_photo();
  if (!may_change()) return too_often();
  if (const auto removed = photos_->remove(remove.contact); !removed)
    return not_stored(removed.error());
  changed(remove.contact);
  return control::Done{};
}

// Empty where there is none to show.
std::vector<std::uint8_t> PhotoDesk::jpeg_of(const std::string& contact) const {
  if (!photos_->contacts().contains(contact)) return {};
  return photos_->read(contact).value_or(std::nullopt).value_or(std::vector<std::uint8_t>{});
}

// Those that fail cost the disk's time, too.
bool PhotoDesk::may_change() {
  const base::TimePoint now = around_.now();
  while (!changes_.empty() && now - changes_.front() >= std::chrono::minutes{1})
    changes_.pop_front();
  if (changes_.size() >= max_changes) return false;
  changes_.push_back(now);
  return true;
}

void PhotoDesk::changed(const std::string& contact) {
  show(contact);
  around_.changed();
}

void PhotoDesk::show(const std::string& contact) {
  if (around_.display != nullptr) around_.display->photo_changed(contact);
}

}  // namespace portero::station
