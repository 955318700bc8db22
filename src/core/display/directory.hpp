#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/display/directory_page.hpp"
#include "core/display/name_search.hpp"

namespace portero::display {

// More characters than these have no keys.
inline constexpr std::size_t max_keys = 40;
inline constexpr std::size_t max_typed = 20;
// A finger that goes so far scrolls, and chooses nothing.
inline constexpr double still_a_touch = 4;

// The list of names that a visitor scrolls and searches (DSP-9): what of it shows, and what a
// finger on it means.
class Directory {
 public:
  Directory() : Directory(std::vector<std::string>{}) {}
  explicit Directory(std::vector<std::string> names);

  [[nodiscard]] bool empty() const { return names_.empty(); }
  // As the next visitor finds it.
  void open();
  void use(const Canvas& canvas) { canvas_ = canvas; }
  // Those of other names are passed over.
  void use(Photos photos) { photos_ = std::move(photos); }

  void press(Place place);
  void move(Place place);
  // What was pressed is done when the finger leaves it. Gives the name that was chosen.
  [[nodiscard]] std::optional<std::string> release();
  [[nodiscard]] bool pressed() const { return press_.has_value(); }

  [[nodiscard]] DirectoryPage page() const;

 private:
  struct Name {
    std::string text;
    SoughtName sought;
  };
  struct Press {
    Place place;
    double scrolled = 0;  // when it began
    bool moves = false;
  };

  [[nodiscard]] Frame frame() const { return frame_of(canvas_, typing_); }
  void search(std::u32string typed);
  void scroll_to(double place);
  void jump(Place place);
  void obey(const Tile& tile);

  [[nodiscard]] std::vector<Tile> tiles() const;
  [[nodiscard]] bool is_pictured() const;
  void add_field(const Frame& frame, std::vector<Tile>& tiles) const;
  void add_names(const Frame& frame, std::vector<Tile>& tiles) const;
  void add_initials(const Frame& frame, std::vector<Tile>& tiles) const;
  void add_keys(const Frame& frame, std::vector<Tile>& tiles) const;

  std::vector<Name> names_;  // in their order
  std::u32string keys_;      // the characters that names are written with
  Canvas canvas_;
  Photos photos_;
  std::vector<std::size_t> found_;
  std::u32string typed_;
  bool typing_ = false;
  double scrolled_ = 0;
  std::optional<Press> press_;
};

}  // namespace portero::display
