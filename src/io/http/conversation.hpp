#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/endpoint.hpp"
#include "io/http/exchange.hpp"
#include "io/http/message.hpp"
#include "io/http/request_reader.hpp"

namespace portero::http {

// One connection of a client: one request after the other, each answered before the next is told.
class Conversation : public std::enable_shared_from_this<Conversation> {
 public:
  // How it reaches its connection.
  struct Line {
    std::function<void(std::string_view)> send;
    std::function<void()> close;  // what was sent before still goes out
    // Lets go_on() be called from within the loop: none of the next request's handlers may run in
    // the midst of what answered this one. At once where there is none.
    std::function<void()> go_on_later{};
    std::function<void()> keep{};  // the client is one of those who may be quiet
    Fields headers_of_all{};       // of each answer that has none of that name
  };
  using Handler = std::function<void(const Request&, const Exchange&)>;

  Conversation(const base::Endpoint& from, std::size_t max_body_bytes, Line line, Handler handler);

  void receive(std::string_view bytes);
  void go_on() { tell_requests(); }
  // A client that does not come to the end of its request.
  void give_up();
  void gone();
  // The number of the request of which some has come and not all.
  [[nodiscard]] std::optional<std::uint64_t> awaited() const;

  void answer(std::uint64_t request, const Response& response);
  void begin(std::uint64_t request, const Response& head);
  void send(std::uint64_t request, std::string_view piece);
  void end(std::uint64_t request);
  void when_gone(std::uint64_t request, std::function<void()> tell);
  void keep(std::uint64_t request);
  [[nodiscard]] bool waits_for(std::uint64_t request) const;

 private:
  enum class Phase { waiting, streaming, streaming_to_nobody };
  struct Current {
    std::uint64_t number;
    bool keep_alive;
    bool is_head;
    bool knows_chunks;
    Phase phase = Phase::waiting;
    std::function<void()> when_gone{};
  };

  void tell_requests();
  void refuse(const Response& why);
  void finish();
  [[nodiscard]] Response complete(Response response) const;
  [[nodiscard]] Current* current(std::uint64_t request, Phase phase);

  base::Endpoint from_;
  RequestReader reader_;
  Line line_;
  Handler handler_;
  std::uint64_t last_number_ = 0;
  std::optional<Current> current_{};
  bool is_telling_ = false;
  bool is_over_ = false;
};

}  // namespace portero::http
