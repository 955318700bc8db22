#include <boost/json.hpp>

#include "io/log/log.hpp"

namespace portero::log {
namespace {

// A line of text stays one line, whatever a far side put into it.
std::string one_line(std::string_view text) {
  std::string line{text};
  for (char& c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
  return line;
}

std::string as_text(std::string_view logger, std::string_view message,
                    std::initializer_list<Field> fields) {
  std::string line = std::string{logger} + ": " + one_line(message);
  for (const Field& field : fields) {
    if (field.value.empty()) continue;
    const std::string value = one_line(field.value);
    const bool plain = value.find_first_of(" \"") == std::string::npos;
    line += " " + std::string{field.key} + "=";
    line += plain ? value : boost::json::serialize(boost::json::string{value});
  }
  return line;
}

// Without the brace at its beginning: time and level come before it.
std::string as_json(std::string_view logger, std::string_view message,
                    std::initializer_list<Field> fields) {
  boost::json::object line{{"logger", logger}, {"msg", message}};
  for (const Field& field : fields)
    if (!field.value.empty()) line[field.key] = field.value;
  return boost::json::serialize(line).substr(1);
}

}  // namespace

std::string line_of(Format format, std::string_view logger, std::string_view message,
                    std::initializer_list<Field> fields) {
  return format == Format::json ? as_json(logger, message, fields)
                                : as_text(logger, message, fields);
}

}  // namespace portero::log
