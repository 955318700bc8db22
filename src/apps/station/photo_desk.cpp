#include "apps/station/photo_desk.hpp"

#include <algorithm>
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

}  // namespace

PhotoDesk::PhotoDesk(Opened photos, std::vector<std::string> contacts, DisplayProcess* display,
                     std::function<void()> changed)
    : photos_(std::move(photos)),
      contacts_(std::move(contacts)),
      display_(display),
      changed_(std::move(changed)) {
  if (!photos_) return;
  for (const auto& [contact, photo] : photos_->all()) show(contact, photo);
}

control::PhotoReply PhotoDesk::obey(const control::OfPhotos& wish) {
  if (!photos_) return control::Refused{"no_store", "No photos can be kept: " + photos_.error()};
  return std::visit([this](const auto& what) { return on(what); }, wish);
}

void PhotoDesk::follow(std::vector<std::string> contacts) {
  contacts_ = std::move(contacts);
  if (!photos_) return;
  for (const std::string& contact : photos_->keep_only(contacts_)) show(contact, nullptr);
}

control::PhotoReply PhotoDesk::on(const control::AskPhotos&) {
  control::PhotosKept kept;
  for (const auto& [contact, photo] : photos_->all()) kept.contacts.push_back(contact);
  return kept;
}

control::PhotoReply PhotoDesk::on(const control::AskPhoto& ask) {
  const auto found = photos_->all().find(ask.contact);
  if (found == photos_->all().end()) return no_photo();
  return control::ContactPhoto{*found->second};
}

control::PhotoReply PhotoDesk::on(const control::KeepPhoto& keep) {
  if (std::ranges::find(contacts_, keep.contact) == contacts_.end()) return no_contact();
  if (const auto fault = display::fault_of_photo(keep.jpeg)) return wrong_photo(*fault);
  if (const auto kept = photos_->keep(keep.contact, keep.jpeg); !kept)
    return control::Refused{"not_stored", "Nothing was changed: " + kept.error().sentence};
  show(keep.contact, photos_->all().at(keep.contact));
  changed_();
  return control::Done{};
}

control::PhotoReply PhotoDesk::on(const control::RemovePhoto& remove) {
  if (!photos_->remove(remove.contact)) return no_photo();
  show(remove.contact, nullptr);
  changed_();
  return control::Done{};
}

void PhotoDesk::show(const std::string& contact, const display::Photo& photo) {
  if (display_ != nullptr) display_->show_photo(contact, photo);
}

}  // namespace portero::station
