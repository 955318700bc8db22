#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/settings/key.hpp"
#include "core/settings/setting.hpp"

namespace portero::settings {

// The operation settings of one station: what was given, and the table's default for the rest.
// Only merge() makes other settings than the defaults, so that what exists is valid.
class Settings {
 public:
  [[nodiscard]] bool get(Key<bool> key) const;
  [[nodiscard]] std::int64_t get(Key<std::int64_t> key) const;
  [[nodiscard]] std::optional<std::int64_t> get(Key<std::optional<std::int64_t>> key) const;
  // Empty where there is none. Valid as long as the settings are.
  [[nodiscard]] std::string_view get(Key<std::string> key) const;
  [[nodiscard]] std::span<const std::string> get(Key<TextList> key) const;

  template <class Rep, class Period>
  [[nodiscard]] std::chrono::duration<Rep, Period> get(
      Key<std::chrono::duration<Rep, Period>> key) const {
    return std::chrono::duration<Rep, Period>{get(Key<std::int64_t>{key.name})};
  }

  template <class Enum>
    requires std::is_enum_v<Enum>
  [[nodiscard]] Enum get(Key<Enum> key) const {
    return static_cast<Enum>(chosen(key.name).ordinal);
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  [[nodiscard]] std::string_view name(Key<Enum> key) const {
    return chosen(key.name).name;
  }

  // The one way to a secret, easy to search for.
  [[nodiscard]] std::string_view reveal(Key<Secret> key) const;
  [[nodiscard]] bool has(Key<Secret> key) const { return !reveal(key).empty(); }

  // For code that walks the table. Secrets included: it must look at is_secret().
  [[nodiscard]] std::optional<Value> value(const Setting& setting) const;
  [[nodiscard]] bool was_given(const Setting& setting) const;

  bool operator==(const Settings&) const = default;

 private:
  friend struct Merge;

  [[nodiscard]] const Value* given(std::string_view key) const;
  [[nodiscard]] std::string_view text(std::string_view key) const;
  [[nodiscard]] const Choice& chosen(std::string_view key) const;

  std::map<std::string, Value, std::less<>> given_;
};

}  // namespace portero::settings
