#include "io/phone/options_probe.hpp"

#include <utility>

#include "core/sip/fields.hpp"
#include "core/sip/random_hex.hpp"
#include "io/net/own_addresses.hpp"
#include "io/phone/entropy.hpp"

namespace portero::phone {

OptionsProbe::OptionsProbe(loop::EventLoop& loop, OptionsQuestion question, Told told)
    : loop_(loop),
      question_(std::move(question)),
      told_(std::move(told)),
      began_(loop.now()),
      limit_(loop),
      again_(loop),
      call_id_(sip::random_hex(random_word())) {
  question_.from.parameters.set("tag", sip::random_hex(random_word()));
  if (question_.account)
    authentication_.emplace(*question_.account, sip::random_hex(random_word()));
  // Whatever is known at once is told from the loop, too.
  again_.start(base::Duration{0}, [this] { start(); });
  limit_.start(question_.limit, [this] {
    finish(std::unexpected{transport::Failure{transport::FailureKind::timed_out, {}}});
  });
}

void OptionsProbe::start() {
  const auto own = net::own_address_towards(question_.server.server.address);
  if (!own) return finish(std::unexpected{own.error()});
  auto transport =
      Transport::open(loop_, {{{*own, 0}}, question_.tls}, [this](const TransportEvent& event) {
        std::visit([this](const auto& what) { this->on(what); }, event);
      });
  if (!transport)
    return finish(std::unexpected{
        transport::Failure{transport::FailureKind::out_of_resources, transport.error()}});
  transport_ = *std::move(transport);
  const auto hop = transport_->way_to(question_.server);
  if (!hop) return finish(std::unexpected{hop.error()});
  hop_ = *hop;
  if (transport_->is_open(*hop)) ask();
}

void OptionsProbe::ask() {
  if (!hop_) return;
  sip::Request request{
      .method = sip::MethodId::options, .uri = question_.target, .headers = {}, .body = {}};
  sip::Headers& headers = request.headers;
  headers.append(sip::HeaderId::max_forwards, "70");
  headers.append(sip::HeaderId::from, sip::to_string(question_.from));
  headers.append(sip::HeaderId::to, sip::to_string(sip::NameAddr{.uri = question_.target}));
  headers.append(sip::HeaderId::call_id, call_id_);
  headers.append(sip::HeaderId::cseq,
                 sip::to_string(sip::CSeq{++sequence_, sip::MethodId::options}));
  headers.append(sip::HeaderId::accept, "application/sdp");
  if (authentication_) authentication_->authorize(request);

  sip::Via via{.transport = std::string{sip::name(hop_->transport)}, .host = "invalid.invalid"};
  if (const auto local = transport_->local_towards(*hop_)) {
    via.host = base::to_string(local->address);
    via.port = local->port;
  }
  via.parameters.set("branch", "z9hG4bK" + sip::random_hex(random_word()));
  via.parameters.set({.name = "rport"});
  headers.prepend(sip::HeaderId::via, sip::to_string(via));
  request_ = std::move(request);
  next_retransmission_ = first_retransmission;
  send();
}

void OptionsProbe::send() {
  if (!request_ || !hop_) return;
  transport_->send(*request_, *hop_);
  if (hop_->transport == sip::Transport::udp) send_again_later();
}

void OptionsProbe::send_again_later() {
  again_.start(next_retransmission_, [this] { send(); });
  next_retransmission_ *= 2;
}

void OptionsProbe::on(const ConnectionOpened& opened) {
  if (!opened.incoming && hop_ && opened.hop == *hop_) ask();
}

void OptionsProbe::on(const HopFailed& failed) {
  if (hop_ && failed.hop == *hop_) finish(std::unexpected{failed.why});
}

// Only an answer to the request that was sent last counts; requests of others are not answered.
void OptionsProbe::on(const MessageReceived& received) {
  const auto* const response = std::get_if<sip::Response>(&received.message);
  if (response == nullptr || !request_ || response->status < 200) return;
  const auto call = sip::call_id(response->headers);
  const auto sequence = sip::cseq(response->headers);
  if (!call || *call != call_id_ || !sequence || sequence->number != sequence_) return;
  again_.cancel();
  const bool challenged = authentication_ && sip::Authentication::is_challenge(*response);
  if (challenged && sequence_ == 1 && authentication_->challenged(*response)) return ask();
  finish(Answer{response->status, loop_.now() - began_});
}

void OptionsProbe::finish(const std::expected<Answer, transport::Failure>& outcome) {
  limit_.cancel();
  again_.cancel();
  if (const auto told = std::exchange(told_, nullptr)) told(outcome);
}

}  // namespace portero::phone
