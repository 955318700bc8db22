#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/sip/message.hpp"

namespace portero::sip {

// Keep-alive of RFC 5626 section 4.4.1. A ping is answered with a CRLF.
enum class StreamKeepAlive { ping, pong };

struct FramedMessage {
  std::string text;  // for parse_message()

  bool operator==(const FramedMessage&) const = default;
};

using StreamEvent = std::variant<FramedMessage, StreamKeepAlive>;

// Where one message ends and the next begins is lost: the connection must be closed.
struct FramingError {
  std::string_view what;
  std::optional<Response> answer;  // to send before that, without a tag in To
};

// Cuts messages out of a TCP or TLS stream by their Content-Length (RFC 3261 section 18.3). Holds
// at most max_message_bytes and what was received last.
class StreamFraming {
 public:
  void receive(std::string_view bytes);

  // nullopt until more is received. A CRLF between messages is told at once as a pong; when another
  // one follows it directly, that is a ping. After an error there is nothing more to ask for.
  [[nodiscard]] std::expected<std::optional<StreamEvent>, FramingError> next();

 private:
  [[nodiscard]] std::string_view unread() const {
    return std::string_view{buffer_}.substr(offset_);
  }
  std::optional<StreamKeepAlive> take_line_end();
  bool find_head();
  std::expected<void, FramingError> measure();

  std::string buffer_;
  std::size_t offset_ = 0;        // what stands before it has been taken
  std::size_t searched_ = 0;      // of unread(): holds no end of a header
  std::size_t head_size_ = 0;     // 0 until the end of the header has come
  std::size_t message_size_ = 0;  // 0 until it is known
  bool behind_pong_ = false;      // the last thing taken was the first CRLF of a ping, perhaps
};

}  // namespace portero::sip
