#include "core/sip/stream_framing.hpp"

#include <algorithm>
#include <utility>

#include "core/sip/header_lines.hpp"
#include "core/sip/limits.hpp"
#include "core/sip/message_parser.hpp"

namespace portero::sip {
namespace {

std::unexpected<FramingError> failed(std::string_view what, std::string_view head, int status) {
  FramingError error{what, std::nullopt};
  auto message = parse_message(head);
  if (!message) {
    error.answer = std::move(message.error().answer);
    if (error.answer) {
      error.answer->status = status;
      error.answer->reason = what;
    }
  } else if (const auto* request = std::get_if<Request>(&*message);
             request && request->method != MethodId::ack) {
    error.answer = response_to(*request, status, what);
  }
  return std::unexpected{std::move(error)};
}

}  // namespace

void StreamFraming::receive(std::string_view bytes) {
  buffer_.erase(0, std::exchange(offset_, 0));
  buffer_ += bytes;
}

std::optional<StreamKeepAlive> StreamFraming::take_line_end() {
  if (!unread().starts_with("\r\n")) return std::nullopt;
  offset_ += 2;
  behind_pong_ = !behind_pong_;
  return behind_pong_ ? StreamKeepAlive::pong : StreamKeepAlive::ping;
}

// Looks for an empty line, ended by CRLF or LF, from where the last search ended.
bool StreamFraming::find_head() {
  const std::string_view text = unread();
  while (true) {
    searched_ = std::min(text.find('\n', searched_), text.size());
    const std::string_view next = text.substr(searched_).substr(0, 3);
    if (next.starts_with("\n\n")) head_size_ = searched_ + 2;
    if (next == "\n\r\n") head_size_ = searched_ + 3;
    if (head_size_ > 0) return true;
    // Too little stands behind the line end to tell.
    if (next.size() < 3) return false;
    ++searched_;
  }
}

std::expected<void, FramingError> StreamFraming::measure() {
  const std::string_view head = unread().substr(0, head_size_);
  // Before all else: where it comes in pieces, it is refused before its end has come.
  if (head_size_ > max_message_bytes) return failed("Message Too Large", head, 513);
  std::string_view after_start_line = head;
  take_line(after_start_line);
  const HeaderLines lines = parse_header_lines(after_start_line);
  if (!lines.content_length) return failed("Content-Length: unclear", head, 400);
  const bool has_body = lines.headers.count(HeaderId::content_type) > 0;
  if (!*lines.content_length && has_body) return failed("Content-Length: missing", head, 400);
  const std::size_t body_size = lines.content_length->value_or(0);
  if (body_size > max_message_bytes - head_size_) return failed("Message Too Large", head, 513);
  message_size_ = head_size_ + body_size;
  return {};
}

std::expected<std::optional<StreamEvent>, FramingError> StreamFraming::next() {
  if (head_size_ == 0) {
    if (const auto keep_alive = take_line_end()) return *keep_alive;
    if (unread().empty() || unread() == "\r") return std::nullopt;
    behind_pong_ = false;
    if (!find_head()) {
      if (unread().size() > max_message_bytes)
        return std::unexpected{FramingError{"Message Too Large", std::nullopt}};
      return std::nullopt;
    }
    if (auto measured = measure(); !measured) return std::unexpected{std::move(measured.error())};
  }
  if (unread().size() < message_size_) return std::nullopt;
  FramedMessage message{std::string{unread().substr(0, message_size_)}};
  offset_ += message_size_;
  searched_ = head_size_ = message_size_ = 0;
  return message;
}

}  // namespace portero::sip
