#include "core/settings/merge.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/settings/blanks.hpp"
#include "core/settings/checks.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

// Finding the nearest key costs some microseconds: a long list of strangers gets no advice.
constexpr std::size_t max_suggestions = 16;

}  // namespace

struct Merge {
  Merged merged;
  std::vector<FieldError> errors = {};
  std::size_t suggestions = 0;

  void apply(const std::string& key, const Change& change) {
    const Setting* setting = find(key);
    if (setting == nullptr) return refuse_unknown(key);
    std::visit(base::overloaded{
                   [&](const Reset&) { merged.settings.given_.erase(key); },
                   [&](const Unreadable&) { refuse(*setting, Reason::wrong_type); },
                   [&](const Value& value) { set(*setting, value); },
               },
               change);
  }

  void set(const Setting& setting, Value value) {
    const bool trimmed = trim(setting, value);
    if (const auto reason = objection(setting, value)) return refuse(setting, *reason);
    if (trimmed) merged.notices.push_back({std::string{setting.key}, Remark::blanks_removed});
    merged.settings.given_.insert_or_assign(std::string{setting.key}, std::move(value));
  }

  static bool trim(const Setting& setting, Value& value) {
    const auto* type = std::get_if<TextType>(&setting.type);
    auto* text = std::get_if<std::string>(&value);
    if (type == nullptr || !type->trim_blanks || text == nullptr) return false;
    std::string trimmed{without_blanks_around(*text)};
    if (trimmed.size() == text->size()) return false;
    *text = std::move(trimmed);
    return true;
  }

  void refuse(const Setting& setting, Reason reason) {
    errors.push_back({std::string{setting.key}, reason, allowed_values(setting)});
  }

  void refuse_unknown(const std::string& key) {
    const bool advise = suggestions++ < max_suggestions;
    errors.push_back({key, Reason::unknown, advise ? std::string{nearest_key(key)} : ""});
  }

  // What was refused above is not reported as missing too.
  void check_together() {
    for (FieldError& error : contradictions(merged.settings)) {
      if (std::ranges::find(errors, error.field, &FieldError::field) == errors.end())
        errors.push_back(std::move(error));
    }
  }
};

std::string_view words(Remark remark) {
  switch (remark) {
    case Remark::blanks_removed: return "had blanks around it, which were removed";
  }
  return "";
}

std::expected<Merged, std::vector<FieldError>> merge(const Settings& before, const Patch& patch) {
  if (patch.size() > max_patch_settings)
    return std::unexpected(std::vector<FieldError>{
        {"", Reason::too_many_settings, fmt::format("up to {}", max_patch_settings)}});
  Merge merge{.merged = {.settings = before, .notices = {}}};
  for (const auto& [key, change] : patch) merge.apply(key, change);
  merge.check_together();
  if (!merge.errors.empty()) return std::unexpected(std::move(merge.errors));
  return std::move(merge.merged);
}

}  // namespace portero::settings
