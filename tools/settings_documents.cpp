// Writes the documents that are generated from the settings table, or checks that they are fresh.

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/settings/documents.hpp"

namespace {

namespace settings = portero::settings;

constexpr std::string_view usage =
    "usage: settings_documents (--check | --write) ROOT\n"
    "Checks or writes api/settings.schema.json and docs/operate/settings.md below ROOT.\n"
    "exit status: 0 fresh or written, 1 stale or not writable, 2 wrong usage\n";

struct Document {
  std::string_view path;
  std::string (*text)();
};

constexpr std::array documents{
    Document{"api/settings.schema.json", settings::settings_schema},
    Document{"docs/operate/settings.md", settings::settings_document},
};

bool check(const Document& document, const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  const std::string found{std::istreambuf_iterator{in}, {}};
  if (found == document.text()) return true;
  fmt::print(stderr,
             "{} does not match src/core/settings; refresh it with\n"
             "  cmake --build --preset dev --target refresh_settings\n",
             document.path);
  return false;
}

bool write(const Document& document, const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out{file, std::ios::binary};
  out << document.text();
  out.close();
  if (!out.fail()) return true;
  fmt::print(stderr, "{} cannot be written\n", file.string());
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const std::span arguments{argv, static_cast<std::size_t>(argc)};
  const std::string_view mode = argc == 3 ? arguments[1] : "";
  if (mode != "--check" && mode != "--write") {
    fmt::print(stderr, "{}", usage);
    return 2;
  }
  bool good = true;
  for (const Document& document : documents) {
    const std::filesystem::path file = std::filesystem::path{arguments[2]} / document.path;
    good = (mode == "--check" ? check(document, file) : write(document, file)) && good;
  }
  return good ? 0 : 1;
}
