#include "core/settings/table.hpp"

#include <algorithm>
#include <vector>

#include "base/overloaded.hpp"
#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

std::vector<Setting> joined() {
  std::vector<Setting> rows;
  for (const auto part : {protocol_rows(), sip_rows(), webrtc_rows(), call_rows(), access_rows(),
                          card_reader_rows(), audio_and_video_rows(), display_rows()})
    rows.insert(rows.end(), part.begin(), part.end());
  return rows;
}

}  // namespace

std::span<const Setting> table() {
  static const std::vector<Setting> rows = joined();
  return rows;
}

const Setting* find(std::string_view key) {
  const auto found = std::ranges::find(table(), key, &Setting::key);
  return found == table().end() ? nullptr : &*found;
}

std::optional<Value> default_value(const Setting& setting) {
  return std::visit(
      base::overloaded{
          [](const BooleanType& type) -> std::optional<Value> { return type.initial; },
          [](const IntegerType& type) -> std::optional<Value> { return type.initial; },
          [](const TextType& type) -> std::optional<Value> {
            if (type.initial.empty()) return {};
            return std::string{type.initial};
          },
          [](const ChoiceType& type) -> std::optional<Value> {
            return std::string{type.choices[type.initial].name};
          },
          [](const ListType&) -> std::optional<Value> { return TextList{}; },
      },
      setting.type);
}

}  // namespace portero::settings
