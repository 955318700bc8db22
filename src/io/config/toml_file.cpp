#include <cstdlib>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "core/settings/blanks.hpp"
#include "io/config/config.hpp"

namespace portero::config {
namespace {

using settings::Change;
using settings::Unreadable;
using settings::Value;

std::optional<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf() || in.peek() == EOF)) return std::nullopt;
  return std::move(text).str();
}

std::optional<std::string> secret(const std::string& name) {
  if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY"))
    if (const auto text = read_text(std::filesystem::path{folder} / name))
      return std::string{settings::without_blanks_around(*text)};
  if (const char* text = std::getenv(("PORTERO_" + name).c_str())) return std::string{text};
  return std::nullopt;
}

std::optional<std::string> name_of_secret(std::string_view text) {
  if (!text.starts_with("${") || !text.ends_with("}")) return std::nullopt;
  return std::string{text.substr(2, text.size() - 3)};
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file.string()) {}

  std::expected<Given, Problems> read(const toml::table& root) {
    table(root, "");
    if (!problems_.empty()) return std::unexpected(std::move(problems_));
    return std::move(given_);
  }

 private:
  // Nesting is bounded by the parser.
  void table(const toml::table& from, const std::string& prefix) {
    for (const auto& [key, node] : from) {
      const std::string name = prefix + std::string{key.str()};
      if (const toml::table* inner = node.as_table())
        table(*inner, name + ".");
      else
        setting(name, node, key.source().begin);
    }
  }

  void setting(const std::string& name, const toml::node& node, toml::source_position at) {
    const std::string origin = fmt::format("{}:{}:{}", file_, at.line, at.column);
    Change change = change_of(node);
    if (auto* value = std::get_if<Value>(&change))
      if (auto* text = std::get_if<std::string>(value))
        if (const auto wanted = name_of_secret(*text)) {
          const auto found = secret(*wanted);
          if (!found)
            problems_.push_back(fmt::format(
                "{}: {}: there is no secret {}; put it into $CREDENTIALS_DIRECTORY/{} or "
                "$PORTERO_{}",
                origin, name, *wanted, *wanted, *wanted));
          else
            *text = *found;
        }
    given_.patch.insert_or_assign(name, std::move(change));
    given_.origins.insert_or_assign(name, origin);
  }

  static Change change_of(const toml::node& node) {
    if (const auto* flag = node.as_boolean()) return Value{flag->get()};
    if (const auto* number = node.as_integer()) return Value{number->get()};
    if (const auto* text = node.as_string()) return Value{text->get()};
    const toml::array* array = node.as_array();
    if (!array) return Unreadable{};
    settings::TextList items;
    for (const toml::node& item : *array) {
      const auto* text = item.as_string();
      if (!text) return Unreadable{};
      items.push_back(text->get());
    }
    return Value{std::move(items)};
  }

  std::string file_;
  Given given_;
  Problems problems_;
};

}  // namespace

std::expected<Given, Problems> read_toml(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error)
    return std::unexpected(Problems{fmt::format("{}: {}", file.string(), error.message())});
  if (size > max_file_bytes)
    return std::unexpected(
        Problems{fmt::format("{}: larger than {} bytes", file.string(), max_file_bytes)});
  const auto text = read_text(file);
  if (!text) return std::unexpected(Problems{fmt::format("{}: cannot be read", file.string())});

  const toml::parse_result parsed = toml::parse(*text);
  if (parsed) return Reader{file}.read(parsed.table());
  const toml::source_position at = parsed.error().source().begin;
  return std::unexpected(Problems{fmt::format("{}:{}:{}: {}", file.string(), at.line, at.column,
                                              parsed.error().description())});
}

}  // namespace portero::config
