#include "apps/display/scene.hpp"

#include <fmt/format.h>

#include "apps/display/words.hpp"

namespace portero::screen {
namespace {

// Eleven of its 32 bytes a line: "AB:" each.
std::string in_lines(std::string_view fingerprint) {
  constexpr std::size_t line = 33;
  std::string lines;
  for (; !fingerprint.empty(); fingerprint.remove_prefix(std::min(line, fingerprint.size())))
    lines += fmt::format("\n{}", fingerprint.substr(0, line));
  return lines.empty() ? "" : "SHA-256" + lines;
}

constexpr std::int64_t step_ms = 400;

double phase_of(std::int64_t elapsed_ms, bool in_steps) {
  const std::int64_t cycle = in_steps ? steps * step_ms : cycle_ms;
  const std::int64_t within = elapsed_ms % cycle;
  if (!in_steps) return static_cast<double>(within) / static_cast<double>(cycle);
  return static_cast<double>(within / step_ms) / static_cast<double>(steps);
}

}  // namespace

std::string time_of_call(std::int64_t elapsed_ms) {
  const std::int64_t seconds = elapsed_ms / 1000;
  const std::int64_t minutes = seconds / 60;
  if (minutes < 60) return fmt::format("{}:{:02}", minutes, seconds % 60);
  return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60);
}

Scene scene_of(const display::Configure& configured, const display::Show& shown,
               const display::Levels& levels) {
  const display::View view = view_of(configured, shown);
  const Words& words = words_in(configured.language);
  const ViewWords& said = words.views.at(view);
  Scene scene{.layout = configured.layout,
              .look = look_of(view),
              .station_name = configured.station_name,
              .title = said.title,
              .hint = said.hint,
              .word = said.word};
  if (view == display::View::offline) scene.hint = configured.help_line;
  if (scene.look.timed) {
    scene.time = time_of_call(shown.elapsed_ms);
    scene.operators = words.operators;
    scene.visitor = words.visitor;
    scene.levels = levels;
  }
  if (view == display::View::setup && configured.setup) {
    scene.code = words.code + " " + configured.setup->claim_code;
    scene.address = configured.setup->address;
    scene.fingerprint = in_lines(configured.setup->fingerprint);
  }
  scene.in_steps = configured.reduced_motion;
  if (scene.look.moves) scene.phase = phase_of(shown.elapsed_ms, scene.in_steps);
  return scene;
}

// The small display has no room for a title, so that its field asks in its place; nor for names
// beside the keys, so that the field says whether there are any.
Scene scene_of(const display::Configure& configured, display::DirectoryPage page) {
  const Words& words = words_in(configured.language);
  Scene scene = scene_of(configured, {.screen = call::Screen::directory}, {});
  scene.hint.clear();
  if (page.found == 0) scene.hint = fmt::format(fmt::runtime(words.no_match), page.typed);
  if (page.typed.empty())
    scene.sought = page.title.height > 0 ? words.search : scene.title;
  else if (page.list.height > 0)
    scene.sought = page.typed;
  else if (page.found > 0)
    scene.sought = fmt::format("{} ({})", page.typed, page.found);
  else
    scene.sought = scene.hint;
  scene.page = std::move(page);
  return scene;
}

Scene seen_in(display::Light light, const display::Camera& camera,
              const display::Configure& configured, Scene scene) {
  if (light == display::Light::dimmed) scene.look = display::dimmed(scene.look);
  if (camera.seen) scene.camera = words_in(configured.language).camera;
  return scene;
}

}  // namespace portero::screen
