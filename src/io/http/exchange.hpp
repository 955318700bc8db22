#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "io/http/message.hpp"
#include "io/net/streams.hpp"

namespace portero::http {

class Conversation;

// The way back to whoever asked: at once or later, from within the loop. Copies are the same way.
// What comes after the client has gone, or after the answer, goes nowhere.
class Exchange {
 public:
  Exchange(std::weak_ptr<Conversation> conversation, std::uint64_t request);

  void answer(const Response& response) const;

  // In the place of answer(): the head now, the body in pieces for as long as one likes. HEAD gets
  // no body, and HTTP/1.0 a refusal.
  void begin(const Response& head) const;
  void send(std::string_view piece) const;
  void end() const;

  // Tells once, from within the loop, when the client goes before the answer has ended.
  void when_gone(std::function<void()> tell) const;

  // The connection may be quiet from now on, and makes room for no other: for whom the handler
  // knows, and not for many.
  void keep() const;

  // Nobody waits for it any more.
  [[nodiscard]] bool is_over() const;

 private:
  std::weak_ptr<Conversation> conversation_;
  std::uint64_t request_;
};

}  // namespace portero::http
