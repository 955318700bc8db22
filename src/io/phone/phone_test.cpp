#include "io/phone/phone.hpp"

#include <gmock/gmock.h>

#include "core/sip/fields.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::NotNull;
using testing::Optional;
using testing::SizeIs;

constexpr base::Duration patience = 10s;

// A registrar and proxy as far as the test says: keeps what comes, answers what it is told to.
struct Server {
  Server(loop::EventLoop& loop, const base::IpAddress& address)
      : transport(Transport::open(loop, {.listen = {{address, 0}}, .tls = nullptr},
                                  [this](const TransportEvent& event) {
                                    if (const auto* got = std::get_if<MessageReceived>(&event))
                                      take(*got);
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
  std::vector<std::pair<sip::Request, sip::Hop>> requests;
  std::unique_ptr<Transport> transport;
};

struct PhoneTest : testing::Test {
  PhoneSettings settings(sip::Transport transport) {
    const base::Endpoint at = server.endpoint();
    return {.account = sip::RegistrationAccount{.server = {.host = base::to_string(at.address),
                                                           .port = at.port,
                                                           .transport = transport},
                                                .credentials = {.username = "100"},
                                                .instance = {}},
            .transport = {.listen = {{base::loopback_ipv4, 0}}, .tls = nullptr}};
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
        .local = {.address = "127.0.0.1", .audio = {.port = 40'000}, .video = {.port = 40'002}}};
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

  loop::EventLoop loop;
  Server server{loop, base::loopback_ipv4};
  std::vector<News> news;
  std::vector<News> strangers_news;
  std::unique_ptr<Phone> stranger;
};

struct PhoneOver : PhoneTest, testing::WithParamInterface<sip::Transport> {};

TEST_P(PhoneOver, RegistersItsAccount) {
  const auto phone = registered(GetParam());
  ASSERT_THAT(server.of(sip::MethodId::register_), SizeIs(1));
  const auto& what = told<RegistrationTold>()->what;
  ASSERT_THAT(std::get_if<sip::registration::Registered>(&what), NotNull());
  EXPECT_THAT(server.requests.front().second.transport, Eq(GetParam()));
}

TEST_P(PhoneOver, SignsOff) {
  const auto phone = registered(GetParam());
  phone->stop();
  EXPECT_TRUE(comes([&] { return told<SignedOff>() != nullptr; }));
  const auto all = server.of(sip::MethodId::register_);
  EXPECT_THAT(sip::expires(all.back().headers), Optional(Optional(0U)));
}

TEST_P(PhoneOver, CallsAnExtensionAtItsServer) {
  const auto phone = registered(GetParam());
  phone->call(call_to(server.endpoint(), "201"));
  ASSERT_TRUE(comes([&] { return !server.of(sip::MethodId::invite).empty(); }));
  const sip::Request invite = server.of(sip::MethodId::invite).front();
  EXPECT_THAT(invite.uri.user, Eq("201"));
  EXPECT_THAT(sip::from(invite.headers)->uri.user, Eq("100"));
  server.answer(server.requests.size() - 1, 486);
  EXPECT_TRUE(comes([&] { return phone->sessions() == 0; }));
}

INSTANTIATE_TEST_SUITE_P(Transports, PhoneOver,
                         testing::Values(sip::Transport::udp, sip::Transport::tcp),
                         [](const auto& each) { return std::string{sip::name(each.param)}; });

// RFC 3261 section 18.1.1: an INVITE with sound, picture and credentials is larger than a datagram
// should be.
TEST_F(PhoneTest, SendsALargeRequestByTcpThoughItIsRegisteredByUdp) {
  const auto phone = registered(sip::Transport::udp);
  auto call = call_to(server.endpoint(), "201");
  call.label = std::string(1'200, 'x');
  phone->call(call);
  ASSERT_TRUE(comes([&] { return !server.of(sip::MethodId::invite).empty(); }));
  EXPECT_THAT(server.requests.back().second.transport, Eq(sip::Transport::tcp));
  EXPECT_THAT(sip::vias(server.requests.back().first.headers)->front().transport, Eq("TCP"));
}

// A server that listens for datagrams alone has always got its large ones in fragments.
TEST_F(PhoneTest, SendsALargeRequestByUdpWhereNobodyListensByTcp) {
  std::vector<std::string> datagrams;
  const auto socket =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [&](const net::UdpEvent& event) {
        if (const auto* got = std::get_if<net::UdpReceived>(&event))
          datagrams.emplace_back(got->bytes.begin(), got->bytes.end());
      });
  const auto phone = open({.transport = {.listen = {{base::loopback_ipv4, 0}}, .tls = nullptr}});
  auto call = call_to(socket->local(), "201");
  call.label = std::string(1'200, 'x');
  phone->call(call);
  ASSERT_TRUE(comes([&] { return !datagrams.empty(); }));
  EXPECT_THAT(datagrams.front(), testing::StartsWith("INVITE sip:201@"));
}

// SIP-6: without direct calls, only the server rings this phone, whoever a stranger says he is.
TEST_F(PhoneTest, RefusesACallThatNoServerSent) {
  const auto phone = registered(sip::Transport::udp);
  stranger_calls(*phone);
  ASSERT_TRUE(comes([&] { return status_told_to_stranger().has_value(); }));
  EXPECT_THAT(status_told_to_stranger(), Optional(403));
  EXPECT_THAT(told<CallComes>(), testing::IsNull());
}

// A datagram's sender can be forged: where the account uses connections, what comes as a datagram
// from the server's address is a stranger's, for a forged call would have us send picture and sound
// to wherever it says.
TEST_F(PhoneTest, RefusesADatagramFromTheServersAddressWhereTheAccountUsesTcp) {
  const auto phone = registered(sip::Transport::tcp);
  stranger_calls(*phone, base::loopback_ipv4);
  ASSERT_TRUE(comes([&] { return status_told_to_stranger().has_value(); }));
  EXPECT_THAT(status_told_to_stranger(), Optional(403));
  EXPECT_THAT(told<CallComes>(), testing::IsNull());
}

TEST_F(PhoneTest, TakesACallOfItsServer) {
  const auto phone = registered(sip::Transport::udp);
  stranger_calls(*phone, base::loopback_ipv4);
  ASSERT_TRUE(comes([&] { return told<CallComes>() != nullptr; }));
  EXPECT_TRUE(told<CallComes>()->by_server);
}

TEST_F(PhoneTest, SaysWhenItRegistersAgain) {
  const auto phone = registered(sip::Transport::udp);
  const auto renewal = phone->renewal();
  ASSERT_TRUE(renewal);
  EXPECT_THAT(*renewal - loop.now(), testing::AllOf(testing::Gt(60s), testing::Lt(300s)));
}

TEST_F(PhoneTest, TellsOfADirectCallThatNobodyVouchesForItsCaller) {
  auto with_direct_calls = settings(sip::Transport::udp);
  with_direct_calls.direct_calls = true;
  const auto phone = open(with_direct_calls);
  stranger_calls(*phone);
  ASSERT_TRUE(comes([&] { return told<CallComes>() != nullptr; }));
  EXPECT_FALSE(told<CallComes>()->by_server);
  EXPECT_THAT(base::to_string(told<CallComes>()->from), Eq("127.0.0.2"));
}

TEST_F(PhoneTest, TellsWhyNothingAnswers) {
  auto nobody = settings(sip::Transport::tcp);
  {
    const Server gone{loop, base::loopback_ipv4};
    nobody.account->server.port = gone.endpoint().port;
  }
  const auto phone = open(nobody);
  phone->start();
  ASSERT_TRUE(comes([&] { return told<RegistrationTold>() != nullptr; }));
  const auto& what = told<RegistrationTold>()->what;
  const auto* const failed = std::get_if<sip::registration::Unregistered>(&what);
  ASSERT_THAT(failed, NotNull());
  EXPECT_THAT(failed->why.trouble, Eq(sip::RegistrationTrouble::refused));
}

TEST_F(PhoneTest, CannotListenWhereSomebodyElseDoes) {
  const auto first = open({.transport = {.listen = {{base::loopback_ipv4, 0}}, .tls = nullptr}});
  const auto second = Phone::open(
      loop, {.transport = {.listen = {first->listening().front()}, .tls = nullptr}}, {});
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), testing::HasSubstr(base::to_string(first->listening().front())));
}

}  // namespace
}  // namespace portero::phone
