#include "core/display/directory.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/utf8.hpp"

namespace portero::display {

Directory::Directory(std::vector<std::string> names) {
  for (std::string& name : names) {
    SoughtName sought = sought_name(name);
    names_.push_back({std::move(name), std::move(sought)});
  }
  std::ranges::sort(names_, stands_before, &Name::sought);
  std::set<char32_t> letters;
  for (const Name& name : names_)
    letters.insert(name.sought.letters.begin(), name.sought.letters.end());
  for (const char32_t letter : letters)
    if (keys_.size() < max_keys) keys_ += letter;
  open();
}

void Directory::open() {
  typing_ = false;
  press_.reset();
  search({});
}

void Directory::press(Place place) {
  press_ = Press{place, scrolled_};
  if (frame().initials.holds(place)) jump(place);
}

void Directory::move(Place place) {
  if (!press_) return;
  const Frame frame = this->frame();
  press_->moves = press_->moves ||
                  std::hypot(place.x - press_->place.x, place.y - press_->place.y) > still_a_touch;
  if (frame.initials.holds(press_->place))
    jump({press_->place.x, place.y});
  else if (press_->moves && frame.list.holds(press_->place))
    scroll_to(press_->scrolled + press_->place.y - place.y);
}

std::optional<std::string> Directory::release() {
  const auto press = std::exchange(press_, std::nullopt);
  if (!press || press->moves) return std::nullopt;
  for (const Tile& tile : tiles()) {
    if (!tile.area.holds(press->place)) continue;
    if (tile.part == Part::name) {
      if (frame().list.holds(press->place)) return tile.text;
      continue;
    }
    obey(tile);
    return std::nullopt;
  }
  return std::nullopt;
}

void Directory::obey(const Tile& tile) {
  switch (tile.part) {
    case Part::name:
    case Part::initial: return;  // which the press has done
    case Part::field: typing_ = true; return scroll_to(0);
    case Part::clear: return open();
    case Part::key: {
      const char32_t key = base::characters(tile.text).front();
      const auto typed = std::ranges::find(keys_, key, capital);
      if (typed != keys_.end() && typed_.size() < max_typed) search(typed_ + *typed);
      return;
    }
    case Part::erase: return search(typed_.substr(0, typed_.empty() ? 0 : typed_.size() - 1));
    case Part::done: typing_ = false; return scroll_to(0);
  }
}

void Directory::search(std::u32string typed) {
  typed_ = std::move(typed);
  found_.clear();
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (matches(names_[i].sought, typed_)) found_.push_back(i);
  scroll_to(0);
}

void Directory::scroll_to(double place) {
  const Frame frame = this->frame();
  const double length = frame.row * static_cast<double>(found_.size());
  scrolled_ = std::clamp(place, 0.0, std::max(0.0, length - frame.list.height));
}

// To the first name of the initial at this height; the strip goes on beyond its ends.
void Directory::jump(Place place) {
  std::vector<Tile> initials;
  add_initials(frame(), initials);
  if (initials.empty()) return;
  auto at = std::ranges::find_if(
      initials, [&](const Tile& tile) { return place.y < tile.area.y + tile.area.height; });
  if (at == initials.end()) --at;
  const char32_t wanted = base::characters(at->text).front();
  const auto first = std::ranges::find_if(
      found_, [&](std::size_t name) { return initial(names_[name].sought) == wanted; });
  scroll_to(frame().row * static_cast<double>(first - found_.begin()));
}

}  // namespace portero::display
