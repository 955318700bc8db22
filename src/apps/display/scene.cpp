#include "apps/display/scene.hpp"

#include <fmt/format.h>

#include "apps/display/words.hpp"

namespace portero::screen {
namespace {

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
  }
  scene.in_steps = configured.reduced_motion;
  if (scene.look.moves) scene.phase = phase_of(shown.elapsed_ms, scene.in_steps);
  return scene;
}

}  // namespace portero::screen
