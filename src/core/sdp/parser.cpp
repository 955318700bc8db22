#include "core/sdp/parser.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/sdp/limits.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

using Outcome = std::expected<void, std::string>;

Outcome fails(std::string reason) { return std::unexpected(std::move(reason)); }

std::optional<Connection> read_connection(std::string_view value) {
  Connection connection{.network = std::string{take_word(value)},
                        .address_type = std::string{take_word(value)},
                        .address = std::string{take_word(value)}};
  if (connection.address.empty()) return std::nullopt;
  return connection;
}

class Parser {
 public:
  std::expected<Session, ParseError> parse(std::string_view text) {
    for (line_number_ = 1; !text.empty(); ++line_number_) {
      auto [line, rest] = split_at(text, '\n');
      text = rest;
      while (line.ends_with('\r')) line.remove_suffix(1);
      if (trimmed(line).empty()) continue;
      if (Outcome read = read_line(line); !read)
        return std::unexpected(ParseError{line_number_, std::move(read.error())});
    }
    if (!saw_version_) return std::unexpected(ParseError{0, "the v= line is missing"});
    if (!saw_origin_) return std::unexpected(ParseError{0, "the o= line is missing"});
    if (session_.times.empty()) session_.times.emplace_back("0 0");
    return std::move(session_);
  }

  Parser() { session_.times.clear(); }

 private:
  Outcome read_line(std::string_view line) {
    if (line.size() < 2 || line[1] != '=') return fails("this is not of the form x=value");
    if (line.find_first_of(std::string_view{"\0\r", 2}) != std::string_view::npos)
      return fails("a control character stands in the line");
    const std::string_view value = trimmed(line.substr(2));
    if (!saw_version_) return read_version(line.front(), value);
    switch (line.front()) {
      case 'o': return read_origin(value);
      case 's': return read_name(value);
      case 'c': return read_connection_line(value);
      case 'b': return read_bandwidth(value);
      case 't': return read_time(value);
      case 'a': return read_attribute(value);
      case 'm': return read_media(value);
      default: return {};
    }
  }

  Outcome read_version(char type, std::string_view value) {
    if (type != 'v') return fails("a session description begins with v=0");
    if (value != "0") return fails(fmt::format("version '{}' is not known, only 0 is", value));
    saw_version_ = true;
    return {};
  }

  Outcome read_origin(std::string_view value) {
    Origin origin{.user = std::string{take_word(value)},
                  .session_id = std::string{take_word(value)},
                  .version = std::string{take_word(value)}};
    auto address = read_connection(value);
    if (!address) return fails("o= needs user, id, version, network, address type and address");
    origin.address = std::move(*address);
    session_.origin = std::move(origin);
    saw_origin_ = true;
    return {};
  }

  Outcome read_name(std::string_view value) {
    if (!value.empty()) session_.name = value;
    return {};
  }

  Outcome read_connection_line(std::string_view value) {
    auto connection = read_connection(value);
    if (!connection) return fails("c= needs network, address type and address");
    auto& place = in_media() ? session_.media.back().connection : session_.connection;
    if (!place) place = std::move(connection);
    return {};
  }

  Outcome read_bandwidth(std::string_view value) {
    const auto [type, digits] = split_at(value, ':');
    const auto amount = to_number<std::uint64_t>(digits);
    if (type.empty() || type.contains(' ') || type.contains('\t') || !amount) return {};
    auto& place = in_media() ? session_.media.back().bandwidths : session_.bandwidths;
    place.push_back({.type = std::string{type}, .value = *amount});
    return {};
  }

  Outcome read_time(std::string_view value) {
    if (!value.empty()) session_.times.emplace_back(value);
    return {};
  }

  Outcome read_attribute(std::string_view value) {
    const auto [name, content] = split_at(value, ':');
    if (trimmed(name).empty()) return {};
    if (++attributes_ > max_attributes)
      return fails(fmt::format("more than {} a= lines", max_attributes));
    auto& place = in_media() ? session_.media.back().attributes : session_.attributes;
    place.push_back({.name = std::string{trimmed(name)}, .value = std::string{trimmed(content)}});
    return {};
  }

  Outcome read_media(std::string_view value) {
    if (session_.media.size() == max_media)
      return fails(fmt::format("more than {} m= lines", max_media));
    Media media{.type = std::string{take_word(value)}};
    const std::string_view ports = take_word(value);
    media.proto = take_word(value);
    if (media.proto.empty()) return fails("m= needs media, port, proto and formats");
    const auto [port, count] = split_at(ports, '/');
    if (!read_port(port, media.port))
      return fails(fmt::format("the port {} is not one of 0 to 65535", port));
    if (ports.contains('/') && !read_port(count, media.port_count))
      return fails(fmt::format("the number of ports {} is not one of 0 to 65535", count));
    for (auto format = take_word(value); !format.empty(); format = take_word(value)) {
      if (media.formats.size() == max_formats)
        return fails(fmt::format("more than {} formats in one m= line", max_formats));
      media.formats.emplace_back(format);
    }
    session_.media.push_back(std::move(media));
    return {};
  }

  static bool read_port(std::string_view digits, std::uint16_t& port) {
    const auto number = to_number<std::uint16_t>(digits);
    if (number) port = *number;
    return number.has_value();
  }

  [[nodiscard]] bool in_media() const { return !session_.media.empty(); }

  Session session_;
  std::size_t line_number_ = 0;
  std::size_t attributes_ = 0;
  bool saw_version_ = false;
  bool saw_origin_ = false;
};

}  // namespace

std::string to_text(const ParseError& error) {
  return error.line == 0 ? error.reason : fmt::format("line {}: {}", error.line, error.reason);
}

std::expected<Session, ParseError> parse_session(std::string_view text) {
  if (text.size() > max_session_bytes)
    return std::unexpected(
        ParseError{0, fmt::format("the description is longer than {} bytes", max_session_bytes)});
  return Parser{}.parse(text);
}

}  // namespace portero::sdp
