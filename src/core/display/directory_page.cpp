#include "core/display/directory_page.hpp"

#include <algorithm>

namespace portero::display {
namespace {

constexpr double margin = 3;
constexpr double mark = 11;

// Of what lies at the top.
double width_at_top(const Canvas& canvas) {
  return canvas.width - 2 * margin - (canvas.marked ? mark : 0);
}

Frame full_size(const Canvas& canvas, bool typing) {
  constexpr double top = 33;
  constexpr double initials = 13;
  const double keyboard = typing ? 66 : 0;
  const double end = canvas.height - keyboard - margin;
  return {.title = {margin, 2, width_at_top(canvas), 13},
          .field = {margin, 17, canvas.width - 2 * margin, 13},
          .list = {margin, top, canvas.width - initials - 2 * margin, end - top},
          .initials = {canvas.width - initials - 1, top, initials, typing ? 0 : end - top},
          .keyboard = {margin, canvas.height - keyboard, canvas.width - 2 * margin,
                       typing ? keyboard - margin : 0},
          .row = 16,
          .least_initial = 4.4};
}

// There is no room for names beside the keyboard.
Frame mullion(const Canvas& canvas, bool typing) {
  constexpr double top = 21;
  constexpr double initials = 13;
  const double rest = canvas.height - top - 1;
  return {.title = {},
          .field = {margin, 2, width_at_top(canvas), 17},
          .list = {margin, top, canvas.width - initials - 2 * margin, typing ? 0 : rest},
          .initials = {canvas.width - initials - 1, top, initials, typing ? 0 : rest},
          .keyboard = {1, top, canvas.width - 2, typing ? rest : 0},
          .row = 20,
          .least_initial = 10};
}

}  // namespace

Frame frame_of(const Canvas& canvas, bool typing) {
  return canvas.layout == settings::DisplayLayout::mullion ? mullion(canvas, typing)
                                                           : full_size(canvas, typing);
}

std::string_view name(Part part) {
  switch (part) {
    case Part::name: return "name";
    case Part::initial: return "initial";
    case Part::field: return "field";
    case Part::clear: return "clear";
    case Part::key: return "key";
    case Part::erase: return "erase";
    case Part::done: return "done";
  }
  return "";
}

std::vector<Area> grid(const Area& area, std::size_t count) {
  constexpr std::size_t most_columns = 12;
  const auto rows_of = [&](std::size_t columns) { return (count + columns - 1) / columns; };
  const auto side = [&](std::size_t columns) {
    return std::min(area.width / static_cast<double>(columns),
                    area.height / static_cast<double>(rows_of(columns)));
  };
  std::size_t columns = 1;
  for (std::size_t more = 2; more <= most_columns; ++more)
    if (side(more) > side(columns)) columns = more;
  const double width = area.width / static_cast<double>(columns);
  const double height = area.height / static_cast<double>(rows_of(columns));
  std::vector<Area> areas;
  for (std::size_t i = 0; i < count; ++i)
    areas.push_back({area.x + width * static_cast<double>(i % columns),
                     area.y + height * static_cast<double>(i / columns), width, height});
  return areas;
}

}  // namespace portero::display
