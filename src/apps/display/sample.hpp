#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/display/window.hpp"

namespace portero::screen {

// A view as a visitor may see it, for documents and golden pictures: a call of 42 seconds, what
// moves at a quarter of its way.
struct Sample {
  display::View view;
  settings::DisplayLayout layout = settings::DisplayLayout::full_size;
  settings::Language language = settings::Language::english;
  bool reduced_motion = false;
  // Of the directory: none are listed, or what is typed to search them.
  bool without_contacts = false;
  std::optional<std::string_view> typed{};
  bool with_photos = false;  // some of the contacts have one
  bool camera_seen = false;
  bool dimmed = false;
};

// Those that are kept as golden pictures, in both layouts and all languages: each view, the
// directory in more than one way.
struct NamedSample {
  std::string name;  // "in_call", "directory_no_match"
  Sample sample;
};
[[nodiscard]] std::vector<NamedSample> samples();

[[nodiscard]] Scene scene_of(const Sample& sample);

// The picture of a sample as PNG. Needs a QGuiApplication.
[[nodiscard]] std::vector<std::uint8_t> png_of(const Sample& sample);

[[nodiscard]] std::optional<Sample> sample_named(std::string_view name);
[[nodiscard]] std::optional<settings::DisplayLayout> layout_named(std::string_view name);
[[nodiscard]] std::optional<settings::Language> language_named(std::string_view name);

// "full_size" or "mullion"
[[nodiscard]] std::string_view name(settings::DisplayLayout layout);

}  // namespace portero::screen
