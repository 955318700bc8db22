#include "core/settings/json_value.hpp"

#include "base/overloaded.hpp"

namespace portero::settings {
namespace {

namespace json = boost::json;

void write(std::string& out, const json::value& value, std::size_t depth);

// One member or item after the other, between the brackets.
template <class Items, class WriteOne>
void write_block(std::string& out, const Items& items, std::string_view brackets, std::size_t depth,
                 WriteOne write_one) {
  out += brackets[0];
  const char* separator = "\n";
  for (const auto& item : items) {
    out.append(separator).append((depth + 1) * 2, ' ');
    write_one(item);
    separator = ",\n";
  }
  if (!items.empty()) out.append("\n").append(depth * 2, ' ');
  out += brackets[1];
}

void write(std::string& out, const json::value& value, std::size_t depth) {
  if (const json::object* object = value.if_object()) {
    write_block(out, *object, "{}", depth, [&](const auto& member) {
      out += json::serialize(member.key()) + ": ";
      write(out, member.value(), depth + 1);
    });
  } else if (const json::array* array = value.if_array()) {
    write_block(out, *array, "[]", depth,
                [&](const json::value& item) { write(out, item, depth + 1); });
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

json::value json_value(const Value& value) {
  return std::visit(base::overloaded{
                        [](bool flag) -> json::value { return flag; },
                        [](std::int64_t number) -> json::value { return number; },
                        [](const std::string& text) -> json::value { return json::string(text); },
                        [](const TextList& texts) -> json::value {
                          json::array array;
                          for (const std::string& text : texts) array.emplace_back(text);
                          return array;
                        },
                    },
                    value);
}

std::string indented(const json::value& value) {
  std::string out;
  write(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace portero::settings
