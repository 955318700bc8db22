#include "core/sip/scanner.hpp"

namespace portero::sip {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

bool Scanner::take(char expected) {
  if (!next_is(expected)) return false;
  ++offset_;
  return true;
}

std::string_view Scanner::take_bytes(std::size_t count) {
  const std::string_view taken = text_.substr(offset_, count);
  offset_ += taken.size();
  return taken;
}

std::string_view Scanner::take_while(const CharSet& set) {
  const std::size_t start = offset_;
  while (!at_end() && set.contains(text_[offset_])) ++offset_;
  return text_.substr(start, offset_ - start);
}

bool Scanner::take_separator(char separator) {
  skip_whitespace();
  if (!take(separator)) return false;
  skip_whitespace();
  return true;
}

Parsed<std::string> Scanner::quoted_string() {
  if (!take('"')) return error("expected a quoted string");
  std::string content;
  while (!at_end()) {
    const char c = text_[offset_++];
    if (c == '"') return content;
    const bool escape = c == '\\';
    if (escape && at_end()) break;
    const char plain = escape ? text_[offset_++] : c;
    if (plain == '\r' || plain == '\n' || (!escape && is_control(c) && c != '\t')) {
      --offset_;
      return error("control character in a quoted string");
    }
    content += plain;
  }
  return error("expected a closing quote");
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    // Neither can be written in a quoted-string, not even escaped (RFC 3261 25.1, quoted-pair).
    if (c == '\r' || c == '\n') {
      out += ' ';
      continue;
    }
    if (c == '"' || c == '\\' || (is_control(c) && c != '\t')) out += '\\';
    out += c;
  }
  out += '"';
}

}  // namespace portero::sip
