#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings/choices.hpp"

// How the directory lies on the display. All lengths are in hundredths of its shorter side.
namespace portero::display {

struct Place {
  double x = 0;
  double y = 0;
};

struct Area {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  [[nodiscard]] bool holds(Place place) const {
    return place.x >= x && place.x < x + width && place.y >= y && place.y < y + height;
  }
  bool operator==(const Area&) const = default;
};

struct Canvas {
  settings::DisplayLayout layout = settings::DisplayLayout::full_size;
  double width = 100;
  double height = 150;
  bool marked = false;  // its upper right corner is taken, by the mark of the camera

  bool operator==(const Canvas&) const = default;
};

// The parts of a page that have their place whatever is listed. One without a height is not there.
struct Frame {
  Area title;
  Area field;     // of what is typed
  Area list;      // of names
  Area initials;  // beside it
  Area keyboard;
  double row = 0;            // the height of a name
  double least_initial = 0;  // the least height of an initial
};

[[nodiscard]] Frame frame_of(const Canvas& canvas, bool typing);

// A JPEG, of a contact.
using Photo = std::shared_ptr<const std::vector<std::uint8_t>>;
using Photos = std::map<std::string, Photo>;  // by names

enum class Part : std::uint8_t { name, initial, field, clear, key, erase, done };

std::string_view name(Part part);

// Something that can be touched.
struct Tile {
  Part part = Part::name;
  Area area;
  std::string text{};
  bool pressed = false;
  // Of a name, where any name of the list has a photo.
  std::string letters{};  // what stands for one that has none: "AM"
  Photo photo{};

  bool operator==(const Tile&) const = default;
};

struct DirectoryPage {
  Area title;
  Area list;
  std::vector<Tile> tiles;
  std::string typed;      // "Ma"
  std::size_t found = 0;  // so many names, of which the list shows some

  bool operator==(const DirectoryPage&) const = default;
};

// So many of equal size, as large as they can be.
[[nodiscard]] std::vector<Area> grid(const Area& area, std::size_t count);

}  // namespace portero::display
