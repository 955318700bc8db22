#include "io/http/exchange.hpp"

#include <utility>

#include "io/http/conversation.hpp"

namespace portero::http {

Exchange::Exchange(std::weak_ptr<Conversation> conversation, std::uint64_t request)
    : conversation_(std::move(conversation)), request_(request) {}

void Exchange::answer(const Response& response) const {
  if (const auto conversation = conversation_.lock()) conversation->answer(request_, response);
}

void Exchange::begin(const Response& head) const {
  if (const auto conversation = conversation_.lock()) conversation->begin(request_, head);
}

void Exchange::send(std::string_view piece) const {
  if (const auto conversation = conversation_.lock()) conversation->send(request_, piece);
}

void Exchange::end() const {
  if (const auto conversation = conversation_.lock()) conversation->end(request_);
}

void Exchange::when_gone(std::function<void()> tell) const {
  if (const auto conversation = conversation_.lock())
    conversation->when_gone(request_, std::move(tell));
}

void Exchange::keep() const {
  if (const auto conversation = conversation_.lock()) conversation->keep(request_);
}

bool Exchange::is_over() const {
  const auto conversation = conversation_.lock();
  return !conversation || !conversation->waits_for(request_);
}

}  // namespace portero::http
