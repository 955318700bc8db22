#include "core/sip/header_lines.hpp"

#include <string>
#include <utility>

#include "core/sip/ascii.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

class HeaderLinesParser {
 public:
  HeaderLines parse(std::string_view text) {
    bool complete = false;
    while (!text.empty() && !complete) {
      const std::string_view line = take_line(text);
      complete = line.empty();
      if (!complete) read(line);
    }
    finish_field();
    if (!complete) fail(400, "no empty line after the header");
    result_.body = text;
    cut_body();
    return std::move(result_);
  }

 private:
  void read(std::string_view line) {
    const bool folded = line.front() == ' ' || line.front() == '\t';
    if (!folded) finish_field();
    if (line.find('\r') != line.npos) return skip(400, "carriage return within a header");
    if (folded)
      continue_field(trimmed(line));
    else
      start_field(line);
  }

  // RFC 3261 7.3.1: the line break and the whitespace around it are one space.
  void continue_field(std::string_view more) {
    if (!open_) return fail(400, "a folded line without a header before it");
    if (value_.size() + more.size() > max_header_bytes) return skip(513, "header too large");
    if (!value_.empty() && !more.empty()) value_ += ' ';
    value_ += more;
  }

  void start_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return fail(400, "a header without a colon");
    const std::string_view name = trimmed(line.substr(0, colon));
    if (!is_token(name)) return fail(400, "a header name that is not a token");
    if (line.size() > max_header_bytes) return fail(513, "header too large");
    open_ = true;
    name_ = HeaderName::from_text(name);
    value_ = trimmed(line.substr(colon + 1));
  }

  void finish_field() {
    if (!std::exchange(open_, false)) return;
    if (name_ == HeaderId::content_length) return read_content_length();
    if (result_.headers.size() == max_headers) return fail(513, "too many headers");
    result_.headers.append(std::move(name_), value_);
  }

  void read_content_length() {
    auto& length = result_.content_length;
    const auto number = parse_decimal<std::size_t>(trimmed(value_));
    if (!length || *length)
      length = std::unexpected{Failure{400, "Content-Length: more than one"}};
    else if (!number)
      length = std::unexpected{Failure{400, "Content-Length: expected a number of bytes"}};
    else
      length = number;
    if (!length && !result_.failure) result_.failure = length.error();
  }

  void cut_body() {
    const std::size_t size =
        result_.content_length.value_or(std::nullopt).value_or(result_.body.size());
    if (size > result_.body.size()) fail(400, "Content-Length: larger than the message");
    result_.body = result_.body.substr(0, size);
  }

  void fail(int status, std::string_view what) {
    if (!result_.failure) result_.failure = Failure{status, std::string{what}};
  }

  // Also drops the field that the line belongs to: it must not go back to anybody.
  void skip(int status, std::string_view what) {
    open_ = false;
    fail(status, what);
  }

  HeaderLines result_;
  bool open_ = false;  // name_ and value_ may go on in the next line
  HeaderName name_ = HeaderId::other;
  std::string value_;
};

}  // namespace

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

HeaderLines parse_header_lines(std::string_view text) { return HeaderLinesParser{}.parse(text); }

}  // namespace portero::sip
