#include "core/sip/registration_world_for_test.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/overloaded.hpp"

namespace portero::sip {

using namespace registration;

namespace {

std::string place_of(const Candidate& candidate) {
  return std::string{name(candidate.transport)} + " " + to_string(candidate.server);
}

}  // namespace

RegistrationAccount account_for_test(Transport transport) {
  RegistrationAccount account;
  account.server = {.host = "pbx.example.com", .transport = transport};
  account.credentials = {.username = "100", .password = "secret"};
  return account;
}

RegistrationWorld::RegistrationWorld(RegistrationAccount account, std::uint64_t seed)
    : registration_(std::move(account)), dice_(seed) {}

Candidate RegistrationWorld::candidate(std::string_view place, std::uint32_t rank) {
  const Transport transport = place.starts_with("UDP")   ? Transport::udp
                              : place.starts_with("TCP") ? Transport::tcp
                                                         : Transport::tls;
  return {transport, base::parse_endpoint(place.substr(4)).value(), "pbx.example.com", rank};
}

RegistrarForTest& RegistrationWorld::server(std::string_view place, std::uint32_t rank) {
  const auto [entry, fresh] = servers_.try_emplace(std::string{place});
  if (fresh) zone.push_back(candidate(place, rank));
  return entry->second;
}

void RegistrationWorld::later(Input input) { mail_.emplace(now + trip, std::move(input)); }

void RegistrationWorld::give(const Input& input) {
  for (const Action& action : registration_.handle(input, now, dice_.next())) {
    log.push_back(action);
    perform(action);
  }
}

void RegistrationWorld::pass(base::Duration duration) {
  const base::TimePoint end = now + duration;
  for (int steps = 0; steps < 10'000'000; ++steps) {
    const auto deadline = registration_.next_deadline();
    const bool mail_first = !mail_.empty() && (!deadline || mail_.begin()->first <= deadline->at);
    const auto next = mail_first ? mail_.begin()->first : deadline ? deadline->at : end;
    if (next >= end) {
      now = end;
      return;
    }
    now = std::max(now, next);
    if (!mail_first) {
      give(TimePassed{});
      continue;
    }
    const Input input = mail_.begin()->second;
    mail_.erase(mail_.begin());
    give(input);
  }
  PORTERO_ASSERT(false, "the registration spins");
}

void RegistrationWorld::cut(std::string_view place) {
  std::vector<FlowId> broken;
  for (const auto& [id, flow] : flows_)
    if (place_of(flow.to) == place) broken.push_back(id);
  for (const FlowId flow : broken) {
    flows_.erase(flow);
    give(FlowFailed{flow, {transport::FailureKind::reset, {}}});
  }
}

void RegistrationWorld::perform(const Action& action) {
  std::visit(
      base::overloaded{
          [this](const Locate& wanted) {
            const auto other = other_zones.find(wanted.target.host);
            if (other != other_zones.end())
              return later(ServerLocated{wanted.target, other->second});
            if (dns == Dns::answers) later(ServerLocated{wanted.target, zone});
            if (dns == Dns::does_not_know)
              later(ServerNotLocated{wanted.target, dns::Failure::not_found});
          },
          [this](const OpenFlow& open) {
            ++flows_opened;
            const auto mood = servers_.at(place_of(open.to)).mood;
            const auto fail = [&](transport::FailureKind kind) {
              later(FlowFailed{open.flow, {kind, {}}});
            };
            if (mood == RegistrarForTest::Mood::refuses)
              return fail(transport::FailureKind::refused);
            if (mood == RegistrarForTest::Mood::certificate_expired)
              return fail(transport::FailureKind::certificate_expired);
            // Over UDP nobody notices yet.
            if (mood == RegistrarForTest::Mood::silent && open.to.transport != Transport::udp)
              return;
            ++local.port;
            flows_.emplace(open.flow, Flow{open.to, local});
            later(FlowOpened{open.flow, local});
          },
          [this](const CloseFlow& close) { flows_.erase(close.flow); },
          [this](const SendRegister& request) { send(request); },
          [this](const Tell& tell) { told.push_back(tell.what); },
          [this](const Finish&) { finished = true; },
      },
      action);
}

void RegistrationWorld::send(const SendRegister& sent) {
  const auto flow = flows_.find(sent.flow);
  PORTERO_ASSERT(flow != flows_.end(), "requests go over flows that are open");
  RegistrarForTest& server = servers_.at(place_of(flow->second.to));
  Request request = sent.request;
  const base::Endpoint from = server.sees.value_or(flow->second.local);
  request.headers.prepend(HeaderId::via,
                          "SIP/2.0/" + std::string{name(flow->second.to.transport)} + " " +
                              to_string(flow->second.local) + ";branch=z9hG4bK1;received=" +
                              to_string(from.address) + ";rport=" + std::to_string(from.port));
  if (const auto response = server.answer(request, now)) later(ResponseReceived{*response});
}

bool RegistrationWorld::registered() const {
  return !told.empty() && std::holds_alternative<Registered>(told.back());
}

const Registered& RegistrationWorld::registration() const {
  PORTERO_ASSERT(registered(), "the test expects a registration");
  return std::get<Registered>(told.back());
}

const RegistrationFailure& RegistrationWorld::failure() const {
  PORTERO_ASSERT(!told.empty() && !registered(), "the test expects a failure that was told");
  return std::get<Unregistered>(told.back()).why;
}

std::size_t RegistrationWorld::requests() const {
  std::size_t count = 0;
  for (const auto& [place, server] : servers_) count += server.requests.size();
  return count;
}

const Request& RegistrationWorld::last_request(std::string_view place) {
  return servers_.at(std::string{place}).requests.back();
}

}  // namespace portero::sip
