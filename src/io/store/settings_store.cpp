#include "io/store/settings_store.hpp"

#include <cerrno>
#include <cstring>
#include <unistd.h>

#include <fmt/format.h>

namespace portero::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t version_digits = 16;

std::string version_of(std::string_view text) { return digest(text).substr(0, version_digits); }

}  // namespace

std::expected<SettingsStore, std::string> SettingsStore::open(const fs::path& folder,
                                                              const SealingKey& key) {
  SettingsStore store{folder, key};
  const fs::path file = folder / settings_file;
  const auto text = read_file(file, max_settings_bytes);
  if (!text && text.error().code != EFBIG) return std::unexpected{text.error().sentence};
  if (text && !text->has_value()) {
    store.version_ = version_of("");
    return store;
  }
  auto read = text ? read_settings(text->value_or(""), store.key_)
                   : std::unexpected{std::string{"is damaged: it is too large"}};
  if (read && !read->secrets_lost) {
    store.stored_ = std::move(read->settings);
    store.version_ = version_of(text->value_or(""));
    return store;
  }

  const auto kept = store.keep_damaged();
  if (!kept) return std::unexpected{kept.error()};
  store.troubles_.push_back(
      read ? fmt::format("{}: its secrets are sealed with another key and are lost: give them "
                         "again. The old file is {}.",
                         file.string(), kept->string())
           : fmt::format("{} {}. The station starts without it; the old file is {}.", file.string(),
                         read.error(), kept->string()));
  if (const auto written = store.write(read ? read->settings : settings::Patch{}); !written)
    return std::unexpected{written.error().sentence};
  return store;
}

// A second name for it, so that it is never missing under the first.
std::expected<fs::path, std::string> SettingsStore::keep_damaged() const {
  const fs::path file = folder_ / settings_file;
  for (int number = 1; number <= max_damaged_files; ++number) {
    const fs::path kept = folder_ / fmt::format("{}.damaged-{}", settings_file, number);
    if (number == max_damaged_files) ::unlink(kept.c_str());
    if (::link(file.c_str(), kept.c_str()) == 0) return kept;
    if (errno != EEXIST)
      return std::unexpected{
          fmt::format("{} cannot be kept aside: {}", file.string(), std::strerror(errno))};
  }
  return std::unexpected{fmt::format("{} cannot be kept aside", file.string())};
}

std::expected<void, FileFailure> SettingsStore::write(const settings::Patch& settings) {
  const std::string text = to_text(settings, key_);
  // Never in place of what can be read.
  if (text.size() > max_settings_bytes || !read_settings(text, key_))
    return std::unexpected{FileFailure{EINVAL, "These settings are too large to be stored."}};
  if (auto written = replace_file(folder_ / settings_file, text); !written) return written;
  stored_ = settings;
  version_ = version_of(text);
  return {};
}

std::expected<void, SaveError> SettingsStore::save(settings::Patch settings,
                                                   std::optional<std::string_view> instead_of) {
  if (instead_of && *instead_of != version_)
    return std::unexpected{
        SaveError{true, "The settings were changed meanwhile: look at them again."}};
  std::erase_if(settings, [](const auto& entry) {
    return !std::holds_alternative<settings::Value>(entry.second);
  });
  if (const auto written = write(settings); !written)
    return std::unexpected{SaveError{false, written.error().sentence}};
  return {};
}

}  // namespace portero::store
