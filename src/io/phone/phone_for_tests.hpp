#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/sip/fields.hpp"
#include "io/phone/phone.hpp"

namespace portero::phone {

inline constexpr base::Duration patience = std::chrono::seconds{10};

// A registrar and proxy as far as the test says: keeps what comes, answers what it is told to.
struct Server {
  Server(loop::EventLoop& loop, const base::IpAddress& address)
      : transport(Transport::open(loop, {.listen = {{address, 0}}, .tls = nullptr},
                                  [this](const TransportEvent& event) {
                                    if (const auto* got = std::get_if<MessageReceived>(&event))
                                      take(*got);
                                    if (const auto* asked = std::get_if<StunReceived>(&event))
                                      take(*asked);
                                  })
                      .value()) {}

  void take(const MessageReceived& got) {
    const auto* const request = std::get_if<sip::Request>(&got.message);
    if (request == nullptr) return;
    requests.push_back({*request, got.from});
    if (request->method != sip::Method{sip::MethodId::register_} || !registers) return;
    sip::Response ok = sip::response_to(*request, 200);
    sip::set_to_tag(ok.headers, "registrar");
    const auto contact = request->headers.first(sip::HeaderId::contact);
    ok.headers.append(sip::HeaderId::contact, std::string{*contact} + ";expires=300");
    transport->send(ok, got.from);
  }
  void take(const StunReceived& asked) {
    ++stun_requests;
    if (!knows_stun) return;
    transport->send_stun({sip::Transport::udp, asked.source},
                         {sip::StunClass::success, asked.binding.transaction, seen_at});
  }
  void answer(std::size_t request, int status) {
    sip::Response response = sip::response_to(requests[request].first, status);
    sip::set_to_tag(response.headers, "phone");
    transport->send(response, requests[request].second);
  }
  [[nodiscard]] std::vector<sip::Request> of(sip::MethodId method) const {
    std::vector<sip::Request> found;
    for (const auto& [request, from] : requests)
      if (request.method == sip::Method{method}) found.push_back(request);
    return found;
  }
  [[nodiscard]] base::Endpoint endpoint() const { return transport->listening().front(); }

  bool registers = true;
  bool knows_stun = false;
  base::Endpoint seen_at{base::loopback_ipv4, 1024};  // what STUN is told of the phone
  int stun_requests = 0;
  std::vector<std::pair<sip::Request, sip::Hop>> requests;
  std::unique_ptr<Transport> transport;
};

struct PhoneTest : testing::Test {
  explicit PhoneTest(const base::IpAddress& of_all = base::loopback_ipv4) : own{of_all} {}

  PhoneSettings settings(sip::Transport transport) {
    const base::Endpoint at = server.endpoint();
    return {.account = sip::RegistrationAccount{.server = {.host = base::to_string(at.address),
                                                           .port = at.port,
                                                           .transport = transport},
                                                .credentials = {.username = "100"},
                                                .instance = {}},
            .transport = {.listen = {{own, 0}}, .tls = nullptr}};
  }
  std::unique_ptr<Phone> open(PhoneSettings settings) {
    return Phone::open(loop, std::move(settings),
                       [this](const News& what) { news.push_back(what); })
        .value();
  }
  std::unique_ptr<Phone> registered(sip::Transport transport) {
    auto phone = open(settings(transport));
    phone->start();
    EXPECT_TRUE(comes([&] { return told<RegistrationTold>() != nullptr; }));
    return phone;
  }
  bool comes(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  template <class What>
  const What* told() const {
    for (const News& one : news)
      if (const auto* what = std::get_if<What>(&one)) return what;
    return nullptr;
  }
  sip::PlaceCall call_to(const base::Endpoint& at, const std::string& user) {
    return {
        .target = *sip::parse_uri("sip:" + user + "@" + base::to_string(at)),
        .local = {
            .address = base::to_string(own), .audio = {.port = 40'000}, .video = {.port = 40'002}}};
  }
  // From somebody who is not the account's server, though he may share its address.
  void stranger_calls(Phone& phone, const base::IpAddress& from = base::IpAddress{
                                        base::IpAddress::V4{127, 0, 0, 2}}) {
    auto caller = Phone::open(
        loop, {.direct_calls = true, .transport = {.listen = {{from, 0}}, .tls = nullptr}},
        [this](const News& what) { strangers_news.push_back(what); });
    stranger = *std::move(caller);
    auto call = call_to(phone.listening().front(), "100");
    // Small enough for a datagram, whose sender's address the test chooses.
    call.preferences = {.audio = {sdp::AudioCodec::pcmu}, .video = {}};
    stranger->call(call);
  }
  [[nodiscard]] std::optional<int> status_told_to_stranger() const {
    for (const News& one : strangers_news)
      if (const auto* from = std::get_if<sip::FromSession>(&one))
        if (const auto* ended = std::get_if<sip::SessionEnded>(&from->action)) return ended->status;
    return std::nullopt;
  }

  base::IpAddress own;  // of the phone and its server
  loop::EventLoop loop;
  Server server{loop, own};
  std::vector<News> news;
  std::vector<News> strangers_news;
  std::unique_ptr<Phone> stranger;
};

}  // namespace portero::phone
