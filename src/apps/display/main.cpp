#include <QGuiApplication>
#include <cstdlib>
#include <fstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "apps/display/sample.hpp"
#include "apps/display/serve.hpp"
#include "apps/display/words.hpp"
#include "io/process/inherited_socket.hpp"

namespace portero::screen {
namespace {

constexpr int failure = 1;
constexpr int usage = 2;

struct CommandLine {
  int socket = 3;
  std::string platform;
  std::string render;
  std::string layout = "full_size";
  std::string language = "en";
  bool reduced_motion = false;
  std::string out;
};

void describe(CLI::App& app, CommandLine& line) {
  app.set_version_flag("--version", "portero-display " PORTERO_VERSION);
  app.add_option("--socket", line.socket,
                 "the descriptor of the socket on which the station speaks")
      ->capture_default_str();
  app.add_option("--platform", line.platform,
                 "how Qt reaches the screen: linuxfb, eglfs, wayland, xcb, offscreen");
  auto* const render = app.add_option(
      "--render", line.render, "no station: the picture of a state, like in_call, or all of them");
  app.add_option("--layout", line.layout, "full_size or mullion")
      ->capture_default_str()
      ->needs(render);
  app.add_option("--language", line.language, "en, es, de or fr")
      ->capture_default_str()
      ->needs(render);
  app.add_flag("--reduced-motion", line.reduced_motion, "what moves goes in steps")->needs(render);
  app.add_option("--out", line.out, "the PNG file; with --render all, a folder")->needs(render);
  app.footer("exit status: 0 done, or the station has gone, 1 failure, 2 wrong usage");
}

bool write(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
  // Where there is no folder, the file says so.
  std::error_code no_folder;
  std::filesystem::create_directories(std::filesystem::absolute(path, no_folder).parent_path(),
                                      no_folder);
  std::ofstream file{path, std::ios::binary};
  for (const std::uint8_t byte : bytes) file.put(static_cast<char>(byte));
  file.close();
  if (!file) fmt::print(stderr, "portero-display: {} cannot be written\n", path.string());
  return !file.fail();
}

int render_all(const std::filesystem::path& folder) {
  for (const settings::DisplayLayout layout :
       {settings::DisplayLayout::full_size, settings::DisplayLayout::mullion})
    for (const settings::Language language : all_languages)
      for (auto& [name, sample] : samples()) {
        sample.layout = layout;
        sample.language = language;
        if (!write(folder / screen::name(layout) / code(language) / (name + ".png"),
                   png_of(sample)))
          return failure;
      }
  return EXIT_SUCCESS;
}

int render(const CommandLine& line) {
  if (line.render == "all") return render_all(line.out);
  auto sample = sample_named(line.render);
  const auto layout = layout_named(line.layout);
  const auto language = language_named(line.language);
  if (!sample || !layout || layout == settings::DisplayLayout::automatic || !language) {
    fmt::print(stderr, "portero-display: no such state, layout or language; see --help\n");
    return usage;
  }
  sample->layout = *layout;
  sample->language = *language;
  sample->reduced_motion = line.reduced_motion;
  return write(line.out, png_of(*sample)) ? EXIT_SUCCESS : failure;
}

// A desktop has other windows beside this one.
Size size_on(const std::string& platform) {
  return platform.starts_with("linuxfb") || platform.starts_with("eglfs") ? Size{} : full_size;
}

int run(int argc, char** argv) {
  CommandLine line;
  CLI::App app{"The screen of a door station. portero-station starts and supervises it.",
               "portero-display"};
  describe(app, line);
  try {
    app.parse(argc, argv);
    if (!line.render.empty() && line.out.empty()) throw CLI::RequiredError("--out");
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EXIT_SUCCESS : usage;
  }
  const auto objection = process::objection_to_socket(line.socket, process::SocketType::stream);
  if (line.render.empty() && objection) {
    fmt::print(stderr, "portero-display: {}; --render draws without a station\n", *objection);
    return usage;
  }
  if (!line.render.empty()) line.platform = "offscreen";
  if (!line.platform.empty()) ::setenv("QT_QPA_PLATFORM", line.platform.c_str(), 1);
  // No memory that is written and run: what QML computes here is little.
  ::setenv("QV4_FORCE_INTERPRETER", "1", 1);
  use_software_renderer();
  int own_words = 1;
  const QGuiApplication qt{own_words, argv};
  if (!line.render.empty()) return render(line);
  serve(line.socket, size_on(line.platform));
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace portero::screen

int main(int argc, char** argv) { return portero::screen::run(argc, argv); }
