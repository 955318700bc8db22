#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "io/http/message.hpp"
#include "io/net/byte_queue.hpp"

namespace portero::http {

inline constexpr std::size_t max_header_bytes = std::size_t{16} * 1024;
inline constexpr std::size_t max_target_bytes = std::size_t{4} * 1024;

// Cuts requests out of the bytes of one connection, in whatever pieces they come. Bodies in chunks
// are refused with 411.
class RequestReader {
 public:
  explicit RequestReader(std::size_t max_body_bytes);
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;

  void receive(std::string_view bytes);

  // The next whole request, or none yet. An error is what to answer before closing: nothing that
  // follows can be understood, and calling this again gives the same.
  [[nodiscard]] std::expected<std::optional<Request>, Response> next();

  // Once for a request whose client waits for leave to send the body (RFC 9110 section 10.1.1).
  [[nodiscard]] bool takes_continue();

  [[nodiscard]] std::size_t waiting_bytes() const { return waiting_.size(); }
  // Some of a request is there, and not all.
  [[nodiscard]] bool in_the_middle() const;

 private:
  struct Parser;
  std::expected<std::optional<Request>, Response> take();
  std::optional<Response> look_at_header();

  std::size_t max_body_bytes_;
  net::ByteQueue waiting_;
  std::unique_ptr<Parser> parser_;
  std::optional<Response> refusal_;
  bool continue_due_ = false;
};

}  // namespace portero::http
