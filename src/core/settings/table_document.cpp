#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/settings/documents.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

constexpr std::string_view introduction =
    "# Operation settings\n"
    "\n"
    "Every setting of a station, with its default and what may be given. The station's web\n"
    "console, the server, the HTTP API, configuration files and `porteroctl set` all use these\n"
    "names and refuse the same values. A secret is never shown once it is saved.\n"
    "\n"
    "This page is generated from `src/core/settings`. To write it anew:\n"
    "`cmake --build --preset dev --target refresh_settings`.\n";

std::string shown(const Value& value) {
  return std::visit(base::overloaded{
                        [](bool on) -> std::string { return on ? "`true`" : "`false`"; },
                        [](std::int64_t number) { return fmt::to_string(number); },
                        [](const std::string& text) { return "`" + text + "`"; },
                        [](const TextList&) -> std::string { return "empty"; },
                    },
                    value);
}

std::string shown_default(const Setting& setting) {
  std::string text = "none";
  if (const auto value = default_value(setting)) text = shown(*value);
  const auto* integer = std::get_if<IntegerType>(&setting.type);
  if (integer != nullptr && integer->initial && integer->unit != Unit::none)
    text.append(" ").append(symbol(integer->unit));
  if (setting.about.required != nullptr)
    text += fmt::format(", required when {}", setting.about.required->words);
  return text;
}

std::string row(const Setting& setting) {
  return fmt::format("| {} | `{}` | {} | {}{} | {} ({}) |\n", setting.about.label, setting.key,
                     shown_default(setting), allowed_values(setting),
                     is_secret(setting) ? "; secret" : "", setting.about.help,
                     setting.about.product_id);
}

std::string heading(const Section& section) {
  return fmt::format(
      "\n### {}\n"
      "\n"
      "| Setting | Key | Default | Allowed | What it does |\n"
      "| --- | --- | --- | --- | --- |\n",
      section.title);
}

}  // namespace

std::string settings_document() {
  std::string text{introduction};
  Section last{};
  for (const Setting& setting : table()) {
    const Section& section = setting.about.section;
    if (section.page != last.page) text += fmt::format("\n## {}\n", section.page);
    if (section != last) text += heading(section);
    last = section;
    text += row(setting);
  }
  return text;
}

}  // namespace portero::settings
