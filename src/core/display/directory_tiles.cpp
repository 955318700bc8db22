// What of the directory shows, and where.
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/utf8.hpp"
#include "core/display/directory.hpp"

namespace portero::display {

DirectoryPage Directory::page() const {
  const Frame frame = this->frame();
  DirectoryPage page{.title = frame.title,
                     .list = frame.list,
                     .tiles = tiles(),
                     .typed = base::to_utf8(typed_),
                     .found = found_.size()};
  if (!typed_.empty()) {
    std::u32string typed = typed_;
    typed.front() = capital(typed.front());
    page.typed = base::to_utf8(typed);
  }
  if (press_ && !press_->moves)
    for (Tile& tile : page.tiles)
      tile.pressed = tile.area.holds(press_->place) &&
                     (tile.part != Part::name || frame.list.holds(press_->place));
  return page;
}

std::vector<Tile> Directory::tiles() const {
  const Frame frame = this->frame();
  std::vector<Tile> tiles;
  add_field(frame, tiles);
  add_initials(frame, tiles);
  add_keys(frame, tiles);
  add_names(frame, tiles);
  return tiles;
}

void Directory::add_field(const Frame& frame, std::vector<Tile>& tiles) const {
  Area field = frame.field;
  if (!typed_.empty() || typing_) {
    const double side = field.height;
    field.width -= side;
    tiles.push_back({Part::clear, {field.x + field.width, field.y, side, side}});
  }
  tiles.push_back({Part::field, field});
}

// Those that the list has room for, the first and the last of them in part.
void Directory::add_names(const Frame& frame, std::vector<Tile>& tiles) const {
  if (frame.list.height <= 0) return;
  const auto first = static_cast<std::size_t>(std::floor(scrolled_ / frame.row));
  const bool pictured = is_pictured();
  for (std::size_t i = first; i < found_.size(); ++i) {
    const double y = frame.list.y + frame.row * static_cast<double>(i) - scrolled_;
    if (y >= frame.list.y + frame.list.height) return;
    const Name& name = names_[found_[i]];
    Tile tile{Part::name, {frame.list.x, y, frame.list.width, frame.row}, name.text};
    if (pictured) {
      const auto photo = photos_.find(name.text);
      if (photo != photos_.end()) tile.photo = photo->second;
      tile.letters = letters_for(name.sought);
    }
    tiles.push_back(std::move(tile));
  }
}

// A list without any photo keeps its room for the names.
bool Directory::is_pictured() const {
  return std::ranges::any_of(names_, [this](const Name& name) {
    const auto photo = photos_.find(name.text);
    return photo != photos_.end() && photo->second != nullptr;
  });
}

// Where there is no room for all of them, each second one, or third.
void Directory::add_initials(const Frame& frame, std::vector<Tile>& tiles) const {
  if (frame.initials.height <= 0) return;
  std::u32string initials;
  for (const std::size_t name : found_)
    if (const char32_t each = initial(names_[name].sought);
        initials.empty() || initials.back() != each)
      initials += each;
  if (initials.empty()) return;
  const auto room = std::max<std::size_t>(
      1, static_cast<std::size_t>(frame.initials.height / frame.least_initial));
  const std::size_t step = (initials.size() + room - 1) / room;
  const std::size_t count = (initials.size() + step - 1) / step;
  const double height = frame.initials.height / static_cast<double>(count);
  for (std::size_t i = 0; i < count; ++i)
    tiles.push_back({Part::initial,
                     {frame.initials.x, frame.initials.y + height * static_cast<double>(i),
                      frame.initials.width, height},
                     base::to_utf8(initials.substr(i * step, 1))});
}

void Directory::add_keys(const Frame& frame, std::vector<Tile>& tiles) const {
  if (!typing_) return;
  const std::vector<Area> areas = grid(frame.keyboard, keys_.size() + 2);
  for (std::size_t i = 0; i < keys_.size(); ++i)
    tiles.push_back({Part::key, areas[i], base::to_utf8(std::u32string(1, capital(keys_[i])))});
  tiles.push_back({Part::erase, areas[keys_.size()]});
  tiles.push_back({Part::done, areas[keys_.size() + 1]});
}

}  // namespace portero::display
