#include "io/http/conversation.hpp"

#include <algorithm>
#include <utility>

#include "io/http/response_text.hpp"

namespace portero::http {
namespace {

// Of requests that are sent before the one in hand is answered. Browsers send none.
constexpr std::size_t max_bytes_ahead = std::size_t{64} * 1024;

}  // namespace

Conversation::Conversation(const base::Endpoint& from, std::size_t max_body_bytes, Line line,
                           Handler handler)
    : from_(from), reader_(max_body_bytes), line_(std::move(line)), handler_(std::move(handler)) {}

void Conversation::receive(std::string_view bytes) {
  if (is_over_) return;
  reader_.receive(bytes);
  if (current_ && reader_.waiting_bytes() > max_bytes_ahead) {
    gone();
    return line_.close();
  }
  tell_requests();
}

// A loop, because a handler that answers at once must not be called from within its own answer.
void Conversation::tell_requests() {
  if (std::exchange(is_telling_, true)) return;
  const auto alive = shared_from_this();
  while (!current_ && !is_over_) {
    auto next = reader_.next();
    if (!next) {
      refuse(next.error());
      break;
    }
    if (reader_.takes_continue()) line_.send("HTTP/1.1 100 Continue\r\n\r\n");
    std::optional<Request> whole = *std::move(next);
    if (!whole) break;
    Request request = *std::move(whole);
    request.from = from_;
    current_ = Current{.number = ++last_number_,
                       .keep_alive = request.keep_alive,
                       .is_head = request.method == "HEAD",
                       .knows_chunks = request.minor_version > 0};
    handler_(request, Exchange{weak_from_this(), last_number_});
  }
  is_telling_ = false;
}

std::optional<std::uint64_t> Conversation::awaited() const {
  if (current_ || is_over_ || !reader_.in_the_middle()) return std::nullopt;
  return last_number_ + 1;
}

void Conversation::give_up() {
  refuse(text_response(408, "The rest of the request did not come."));
}

void Conversation::refuse(const Response& why) {
  if (std::exchange(is_over_, true)) return;
  line_.send(to_text(complete(why), Then::close));
  line_.close();
}

void Conversation::gone() {
  is_over_ = true;
  const auto left = std::exchange(current_, std::nullopt);
  if (left && left->when_gone) left->when_gone();
}

void Conversation::when_gone(std::uint64_t request, std::function<void()> tell) {
  if (current_ && waits_for(request)) current_->when_gone = std::move(tell);
}

void Conversation::answer(std::uint64_t request, const Response& response) {
  const Current* const asked = current(request, Phase::waiting);
  if (asked == nullptr) return;
  line_.send(to_text(complete(response), asked->keep_alive ? Then::keep_open : Then::close,
                     asked->is_head ? Body::left_out : Body::whole));
  finish();
}

void Conversation::begin(std::uint64_t request, const Response& head) {
  Current* const asked = current(request, Phase::waiting);
  if (asked == nullptr) return;
  if (!asked->knows_chunks) return answer(request, text_response(505, "This needs HTTP/1.1."));
  line_.send(head_of_stream(complete(head), asked->keep_alive ? Then::keep_open : Then::close));
  asked->phase = asked->is_head ? Phase::streaming_to_nobody : Phase::streaming;
}

void Conversation::send(std::uint64_t request, std::string_view piece) {
  if (!piece.empty() && current(request, Phase::streaming) != nullptr)
    line_.send(piece_of_stream(piece));
}

void Conversation::end(std::uint64_t request) {
  const bool has_body = current(request, Phase::streaming) != nullptr;
  if (!has_body && current(request, Phase::streaming_to_nobody) == nullptr) return;
  if (has_body) line_.send(end_of_stream());
  finish();
}

void Conversation::finish() {
  const auto answered = std::exchange(current_, std::nullopt);
  if (answered && answered->keep_alive)
    return line_.go_on_later && !is_telling_ ? line_.go_on_later() : tell_requests();
  is_over_ = true;
  line_.close();
}

Response Conversation::complete(Response response) const {
  const Fields own = response.headers;
  for (const auto& header : line_.headers_of_all)
    if (std::ranges::find(own, header.first, &Fields::value_type::first) == own.end())
      response.headers.push_back(header);
  return response;
}

void Conversation::keep(std::uint64_t request) {
  if (waits_for(request) && line_.keep) line_.keep();
}

bool Conversation::waits_for(std::uint64_t request) const {
  return !is_over_ && current_ && current_->number == request;
}

Conversation::Current* Conversation::current(std::uint64_t request, Phase phase) {
  const bool is_it = current_ && waits_for(request) && current_->phase == phase;
  return is_it ? &*current_ : nullptr;
}

}  // namespace portero::http
