#include "apps/display/sample.hpp"

#include <algorithm>

#include "apps/display/sample_photo.hpp"
#include "apps/display/words.hpp"
#include "base/assert.hpp"
#include "core/display/directory.hpp"

namespace portero::screen {
namespace {

constexpr std::int64_t quarter_ms = cycle_ms / 4;
constexpr std::int64_t call_ms = 42'000;
constexpr std::array contacts{
    "Anna M\u00FCller",       "Ben Okafor",  "Café Lumière",      "Dr. Smith, Surgery",
    "Émile and Zoë Rousseau", "Flat 2",      "Flat 10",           "Gómez & Hijos, Abogados",
    "Ines Álvarez",           "Jun Tanaka",  "Kate O'Brien",      "Müller Architekten",
    "Nora Lindqvist",         "Parcel room", "Residents' office",
};
// As long as a name may be.
constexpr const char* long_name =
    "Asociación de Propietarios del Edificio Mirador del Puerto, n. 9";
constexpr std::array layouts{settings::DisplayLayout::automatic, settings::DisplayLayout::full_size,
                             settings::DisplayLayout::mullion};

// What of all that can be told has this view.
display::Show show_of(display::View view, const display::Configure& configured) {
  for (int i = 0; i <= static_cast<int>(call::Screen::ended); ++i)
    for (const std::optional<call::Outage> outage :
         {std::optional<call::Outage>{}, std::optional{call::Outage::starting}})
      for (const std::int64_t elapsed : {quarter_ms, call_ms}) {
        const display::Show show{static_cast<call::Screen>(i), outage, elapsed};
        if (view_of(configured, show) == view) return show;
      }
  PORTERO_ASSERT(false, "each view can be told");
}

// As a visitor's finger would.
void touch(display::Directory& directory, display::Part part, std::string_view text = {}) {
  const auto tiles = directory.page().tiles;
  const auto tile = std::ranges::find_if(tiles, [&](const display::Tile& one) {
    return one.part == part && (text.empty() || one.text == text);
  });
  PORTERO_ASSERT(tile != tiles.end(), "the sample has it");
  directory.press({tile->area.x + tile->area.width / 2, tile->area.y + tile->area.height / 2});
  std::ignore = directory.release();
}

display::DirectoryPage page_of(const Sample& sample) {
  std::vector<std::string> names{contacts.begin(), contacts.end()};
  if (sample.with_photos) names.insert(names.begin() + 1, long_name);
  display::Directory directory{std::move(names)};
  directory.use(canvas_of(sample.layout, usual_size(sample.layout), sample.camera_seen));
  if (sample.with_photos)
    directory.use(display::Photos{{contacts[0], sample_photo(0x1F5C4A, 0xC8D4E0)},
                                  {contacts[2], sample_photo(0x803038, 0xF0E4C8)},
                                  {contacts[4], sample_photo(0x2C3E70, 0xB8C8B0)}});
  if (!sample.typed) return directory.page();
  touch(directory, display::Part::field);
  for (const char letter : *sample.typed)
    touch(directory, display::Part::key, std::string_view{&letter, 1});
  return directory.page();
}

display::Configure configured_for(const Sample& sample) {
  display::Configure configured{.layout = sample.layout,
                                .language = sample.language,
                                .reduced_motion = sample.reduced_motion,
                                .station_name = "North Gate",
                                .help_line = "+34 600 000 000"};
  if (sample.view == display::View::setup)
    configured.setup = display::Setup{"https://192.0.2.7:8443", "4F7-K2P",
                                      "A1:07:3C:5E:90:DB:42:F8:6A:11:C3:77:08:E4:B9:2D:"
                                      "55:0F:9E:63:D7:1A:84:CB:30:F2:6D:48:B5:02:7E:91"};
  return configured;
}

Scene fully_lit(const Sample& sample, const display::Configure& configured) {
  if (sample.view == display::View::directory && !sample.without_contacts)
    return scene_of(configured, page_of(sample));
  display::Show show = show_of(sample.view, configured);
  if (look_of(sample.view).timed) show.elapsed_ms = call_ms;
  if (sample.view == display::View::still_ringing) show.elapsed_ms += quarter_ms;
  return scene_of(configured, show, {.operator_percent = 70, .visitor_percent = 35});
}

}  // namespace

Scene scene_of(const Sample& sample) {
  const display::Configure configured = configured_for(sample);
  return seen_in(sample.dimmed ? display::Light::dimmed : display::Light::full,
                 {.seen = sample.camera_seen}, configured, fully_lit(sample, configured));
}

std::vector<std::uint8_t> png_of(const Sample& sample) {
  Window window{usual_size(sample.layout), {}};
  window.show(scene_of(sample));
  return window.png();
}

std::vector<NamedSample> samples() {
  using display::View;
  std::vector<NamedSample> all;
  for (const View view : display::all_views) all.push_back({std::string{name(view)}, {view}});
  all.push_back({"directory_empty", {.view = View::directory, .without_contacts = true}});
  all.push_back({"directory_search", {.view = View::directory, .typed = "MU"}});
  all.push_back({"directory_no_match", {.view = View::directory, .typed = "MA"}});
  all.push_back({"directory_seen", {.view = View::directory, .camera_seen = true}});
  all.push_back({"directory_photos", {.view = View::directory, .with_photos = true}});
  all.push_back({"in_call_seen", {.view = View::in_call, .camera_seen = true}});
  all.push_back({"waiting_dimmed", {.view = View::waiting, .dimmed = true}});
  all.push_back(
      {"waiting_dimmed_seen", {.view = View::waiting, .camera_seen = true, .dimmed = true}});
  return all;
}

std::optional<Sample> sample_named(std::string_view wanted) {
  const auto all = samples();
  const auto found = std::ranges::find(all, wanted, &NamedSample::name);
  return found == all.end() ? std::nullopt : std::optional{found->sample};
}

std::optional<settings::DisplayLayout> layout_named(std::string_view wanted) {
  const auto* const found = std::ranges::find(
      layouts, wanted, [](settings::DisplayLayout layout) { return name(layout); });
  return found == layouts.end() ? std::nullopt : std::optional{*found};
}

std::optional<settings::Language> language_named(std::string_view wanted) {
  const auto* const found = std::ranges::find(all_languages, wanted, code);
  return found == all_languages.end() ? std::nullopt : std::optional{*found};
}

std::string_view name(settings::DisplayLayout layout) {
  switch (layout) {
    case settings::DisplayLayout::automatic: return "auto";
    case settings::DisplayLayout::full_size: return "full_size";
    case settings::DisplayLayout::mullion: return "mullion";
  }
  return "";
}

}  // namespace portero::screen
