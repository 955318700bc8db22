#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/sdp/local_media.hpp"
#include "core/sip/cancel.hpp"
#include "core/sip/message_parser.hpp"
#include "core/sip/user_agent.hpp"

// A user agent with its transactions, and what the shell of a station does for them: no decisions.
// What it sends comes out as text.
namespace portero::sip {

inline sdp::LocalMedia media_at(std::string address, std::uint16_t port = 5004) {
  return {.address = std::move(address), .audio = {.port = port}};
}

class StationForTest {
 public:
  StationForTest(const std::string& name, const std::string& address)
      : address_(address),
        agent_({.identity = parse_name_addr("<sip:" + name + "@example.com>").value(),
                .contact = parse_uri("sip:" + name + "@" + address).value(),
                .account = {.username = name, .password = "secret"},
                .product = "Portero/test"}),
        entropy_{{name.size() + static_cast<std::uint64_t>(name[0]) * 7919}} {}

  SessionId call(std::string_view target, base::TimePoint now) {
    UserAgentActions actions;
    const SessionId id = agent_.call({.target = parse_uri(target).value(),
                                      .local = media_at(address_),
                                      .preferences = plain(),
                                      .label = "call-17"},
                                     next_entropy(), now, actions);
    perform(actions, now);
    return id;
  }

  void handle(SessionId session, const SessionInput& input, base::TimePoint now) {
    UserAgentActions actions;
    agent_.handle(session, input, now, actions);
    perform(actions, now);
  }

  void receive(std::string_view text, const Hop& from, base::TimePoint now) {
    auto message = parse_message(text);
    if (!message) return;
    TransactionActions actions;
    transactions_.receive(*std::move(message), from, Source::trusted, now, actions);
    perform(actions, now);
  }

  void time_passed(base::TimePoint now) {
    TransactionActions of_transactions;
    transactions_.time_passed(now, of_transactions);
    perform(of_transactions, now);
    UserAgentActions of_agent;
    agent_.time_passed(now, of_agent);
    perform(of_agent, now);
  }

  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const {
    const auto agent = agent_.next_deadline();
    const auto transactions = transactions_.next_deadline();
    if (!agent) return transactions;
    return transactions ? std::min(agent->at, *transactions) : agent->at;
  }

  [[nodiscard]] UserAgent& agent() { return agent_; }
  [[nodiscard]] const Transactions& transactions() const { return transactions_; }

  // Whether media is ready at once when it is asked for.
  bool media_works = true;
  std::vector<std::string> sent;      // to the wire
  std::vector<UserAgentAction> told;  // to the user: all but signaling
  std::function<void(const std::string&)> on_send = [](const std::string&) {};

 private:
  static sdp::Preferences plain() { return {.srtp = sdp::SrtpPolicy::off}; }

  Entropy next_entropy() {
    for (std::uint64_t& word : entropy_.words)
      word = word * 6364136223846793005U + 1442695040888963407U;
    return entropy_;
  }

  void transmit(const Message& message) {
    sent.push_back(to_string(message));
    on_send(sent.back());
  }

  void perform(const TransactionActions& actions, base::TimePoint now) {
    for (const TransactionAction& action : actions) {
      UserAgentActions wanted;
      if (const auto* send = std::get_if<SendMessage>(&action)) transmit(send->message);
      if (const auto* arrived = std::get_if<RequestArrived>(&action))
        agent_.request_arrived(*arrived, Source::trusted, next_entropy(), now, wanted);
      if (const auto* cancelled = std::get_if<InviteCancelled>(&action))
        agent_.invite_cancelled(*cancelled, now, wanted);
      if (const auto* ack = std::get_if<AckArrived>(&action)) agent_.ack_arrived(*ack, now, wanted);
      if (const auto* response = std::get_if<ResponseArrived>(&action))
        if (const auto owner = owners_.find(response->transaction); owner != owners_.end())
          agent_.handle(owner->second.first, Responded{owner->second.second, response->response},
                        now, wanted);
      if (const auto* failed = std::get_if<RequestFailed>(&action))
        if (const auto owner = owners_.find(failed->transaction); owner != owners_.end())
          agent_.handle(owner->second.first, Unanswered{owner->second.second, failed->why}, now,
                        wanted);
      perform(wanted, now);
    }
  }

  void perform(const UserAgentActions& actions, base::TimePoint now) {
    for (const UserAgentAction& action : actions) {
      if (const auto* refusal = std::get_if<Respond>(&action))
        respond(*refusal, now);
      else if (const auto* arrived = std::get_if<CallArrived>(&action))
        told.emplace_back(*arrived);
      else
        perform(std::get<FromSession>(action), now);
    }
  }

  void perform(const FromSession& from, base::TimePoint now) {
    if (const auto* request = std::get_if<SendRequest>(&from.action))
      send(from.session, *request, now);
    else if (const auto* ack = std::get_if<SendAck>(&from.action))
      transmit(with_via(ack->ack));
    else if (const auto* cancel = std::get_if<SendCancel>(&from.action))
      this->cancel(from.session, *cancel, now);
    else if (const auto* response = std::get_if<Respond>(&from.action))
      respond(*response, now);
    else if (std::holds_alternative<PrepareMedia>(from.action) && media_works)
      handle(from.session, MediaReady{media_at(address_), plain()}, now);
    else if (const auto* gone = std::get_if<Abandon>(&from.action))
      abandon(from.session, *gone);
    else
      told.emplace_back(from);
  }

  void send(SessionId session, const SendRequest& wanted, base::TimePoint now) {
    Request request = with_via(wanted.request);
    invites_.insert_or_assign({session, wanted.id}, request);
    TransactionActions actions;
    const auto id = transactions_.start(std::move(request), peer_, now, actions);
    owners_.emplace(id, std::pair{session, wanted.id});
    perform(actions, now);
  }

  void cancel(SessionId session, const SendCancel& cancel, base::TimePoint now) {
    TransactionActions actions;
    transactions_.start(cancel_of(invites_.at({session, cancel.invite}), cancel.reasons), peer_,
                        now, actions);
    perform(actions, now);
  }

  void abandon(SessionId session, const Abandon& abandoned) {
    for (const auto& [transaction, owner] : owners_)
      if (owner == std::pair{session, abandoned.invite}) transactions_.abandon(transaction);
  }

  void respond(const Respond& respond, base::TimePoint now) {
    TransactionActions actions;
    transactions_.respond(respond.transaction, respond.response, now, actions);
    perform(actions, now);
  }

  Request with_via(Request request) {
    request.headers.prepend(HeaderId::via, "SIP/2.0/UDP " + address_ + ":5060;branch=z9hG4bK" +
                                               address_ + "-" + std::to_string(++branch_) +
                                               ";rport");
    return request;
  }

  std::string address_;
  UserAgent agent_;
  Transactions transactions_;
  Entropy entropy_;
  std::uint64_t branch_ = 0;
  Hop peer_{Transport::udp, {base::any_ipv4, 5060}};
  std::map<ClientTransactionId, std::pair<SessionId, RequestId>> owners_;
  std::map<std::pair<SessionId, RequestId>, Request> invites_;
};

}  // namespace portero::sip
