#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "core/sip/ascii.hpp"

namespace portero::sip {

struct SyntaxError {
  std::string_view what;  // a literal, to be read after the name of the thing: "expected '>'"
  std::size_t at = 0;     // offset in bytes in the text that was parsed

  bool operator==(const SyntaxError&) const = default;
};

template <class T>
using Parsed = std::expected<T, SyntaxError>;

// Walks forward over a text that it does not own, in the vocabulary of RFC 3261 section 25.1. It
// never goes back, so whatever is built from it is linear in the text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return offset_ == text_.size(); }
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(offset_); }
  [[nodiscard]] bool next_is(char c) const { return !at_end() && text_[offset_] == c; }

  bool take(char expected);
  // Takes at most what is left.
  std::string_view take_bytes(std::size_t count);
  std::string_view take_while(const CharSet& set);
  std::string_view token() { return take_while(token_chars); }
  void skip_whitespace() { take_while(whitespace_chars); }
  // SEMI, EQUAL, COMMA and the like: the character with whitespace on both sides. The whitespace
  // before it is gone even when the character does not follow.
  bool take_separator(char separator);

  // The text between the quotes, with its escapes undone.
  Parsed<std::string> quoted_string();

  [[nodiscard]] std::unexpected<SyntaxError> error(std::string_view what) const {
    return std::unexpected{SyntaxError{what, offset_}};
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
};

// The text as a quoted-string: quotes, backslashes and control characters escaped.
void append_quoted(std::string& out, std::string_view text);

}  // namespace portero::sip
