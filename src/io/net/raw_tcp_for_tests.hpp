#pragma once

#include <string>
#include <string_view>

#include "base/endpoint.hpp"

namespace portero::net {

// A plain blocking socket: the other side of a test that behaves as badly as it is told.
class RawTcp {
 public:
  explicit RawTcp(int fd) : fd_(fd) {}
  ~RawTcp() { close(); }
  RawTcp(RawTcp&& other) noexcept;
  RawTcp& operator=(RawTcp&&) = delete;

  [[nodiscard]] static RawTcp listening(int backlog);
  [[nodiscard]] static RawTcp connected_to(const base::Endpoint& remote);
  // Begins to connect and does not wait for it.
  [[nodiscard]] static RawTcp connecting_to(const base::Endpoint& remote);

  [[nodiscard]] base::Endpoint local() const;
  [[nodiscard]] RawTcp accept() const;
  void send(std::string_view text) const;
  // What is there by now; nothing after the end too.
  [[nodiscard]] std::string receive() const;
  // Whether the other side has ended the connection in an orderly way, and all of it was read.
  [[nodiscard]] bool is_at_end() const;
  void take_little() const;  // a small receive buffer
  void say_no_more() const;
  void close();
  void reset();

 private:
  int fd_;
};

}  // namespace portero::net
