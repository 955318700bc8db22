#include "core/sip/multipart.hpp"

#include "core/sip/ascii.hpp"
#include "core/sip/header_lines.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

// RFC 2046 section 5.1.1, bchars.
constexpr CharSet boundary_chars = alphanumeric_chars | CharSet{"'()+_,-./:=? "};

enum class Line { content, boundary, closing };

Line kind_of(std::string_view line, std::string_view boundary) {
  if (!line.starts_with("--")) return Line::content;
  line.remove_prefix(2);
  if (!line.starts_with(boundary)) return Line::content;
  line.remove_prefix(boundary.size());
  // Blanks behind it are transport padding.
  if (trimmed(line).empty()) return Line::boundary;
  return line.starts_with("--") && trimmed(line.substr(2)).empty() ? Line::closing : Line::content;
}

// The line end before a boundary line belongs to the boundary.
std::string_view without_last_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Parsed<BodyPart> part_from(std::string_view text, std::size_t at) {
  HeaderLines lines = parse_header_lines(text);
  if (lines.failure) return std::unexpected{SyntaxError{"header of a part is broken", at}};
  const bool measured = lines.content_length && *lines.content_length;
  const std::string_view body = measured ? lines.body : without_last_line_end(lines.body);
  return BodyPart{std::move(lines.headers), std::string{body}};
}

}  // namespace

Parsed<std::vector<BodyPart>> parse_multipart(std::string_view body, std::string_view boundary) {
  const bool usable = !boundary.empty() && boundary.size() <= max_boundary_bytes &&
                      boundary_chars.contains_all(boundary) && !boundary.ends_with(' ');
  if (!usable) return std::unexpected{SyntaxError{"not a boundary"}};

  std::vector<BodyPart> parts;
  bool inside = false;
  std::size_t part_start = 0;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::size_t line_start = body.size() - rest.size();
    const Line kind = kind_of(take_line(rest), boundary);
    if (kind == Line::content) continue;
    if (inside) {
      if (parts.size() == max_body_parts)
        return std::unexpected{SyntaxError{"too many parts", part_start}};
      auto part = part_from(body.substr(part_start, line_start - part_start), part_start);
      if (!part) return std::unexpected{part.error()};
      parts.push_back(*std::move(part));
    }
    if (kind == Line::closing && parts.empty()) break;
    if (kind == Line::closing) return parts;
    inside = true;
    part_start = body.size() - rest.size();
  }
  return std::unexpected{SyntaxError{"expected a closing boundary", body.size()}};
}

std::string write_multipart(const std::vector<BodyPart>& parts, std::string_view boundary) {
  const std::string delimiter = "--" + std::string{boundary};
  std::string out;
  for (const BodyPart& part : parts) {
    out += delimiter + "\r\n";
    for (const Header& header : part.headers) {
      out += header.name.text();
      out += ": " + header.value + "\r\n";
    }
    out += "\r\n" + part.body + "\r\n";
  }
  out += delimiter + "--\r\n";
  return out;
}

}  // namespace portero::sip
