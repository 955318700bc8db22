#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "core/sip/keep_alive.hpp"
#include "core/sip/registration.hpp"
#include "core/sip/transactions.hpp"
#include "core/sip/user_agent.hpp"
#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"
#include "io/net/own_addresses.hpp"
#include "io/net/resolver.hpp"
#include "io/phone/locator.hpp"
#include "io/phone/transport.hpp"

namespace portero::phone {

struct PhoneSettings {
  std::optional<sip::RegistrationAccount> account{};  // none: calls by address only
  bool direct_calls = false;                          // SIP-6: take calls that no server sent
  std::string user = "door";                          // of our own address in direct calls
  std::string product = "Portero";
  sip::KeepAliveTimes keep_alive{};
  TransportSettings transport{};
  net::DnsSettings dns{};
};

// Somebody calls: answer, refuse or show progress.
struct CallComes {
  sip::SessionId session;
  sip::Caller caller;
  base::IpAddress from;
  bool by_server;  // the account's server sent it; otherwise the caller's name is only his own word
};

struct RegistrationTold {
  std::variant<sip::registration::Registered, sip::registration::Unregistered> what;
};
// After stop(): the server knows that we are gone, or did not answer.
struct SignedOff {};

// sip::FromSession: of its actions only those that are not about sending.
using News = std::variant<CallComes, sip::FromSession, RegistrationTold, SignedOff>;

// core/sip on sockets: registers, places calls and takes them. A switch over the actions of three
// cores; the one decision here is which of several servers a request goes to (RFC 3263
// section 4.3).
class Phone {
 public:
  using Handler = std::function<void(const News&)>;

  // A server that is silent for this long is left for the next one, where there is one.
  static constexpr base::Duration silence_limit = std::chrono::seconds{4};

  // For a request that is too large for a datagram, before it goes as one all the same.
  static constexpr base::Duration stream_patience = std::chrono::seconds{1};
  static constexpr std::size_t max_remembered_servers = 64;
  // So many transactions at once are a storm.
  static constexpr std::size_t storm = 256;

  // An error is a sentence: which address cannot be listened at.
  [[nodiscard]] static std::expected<std::unique_ptr<Phone>, std::string> open(
      loop::EventLoop& loop, PhoneSettings settings, Handler handler);
  Phone(const Phone&) = delete;
  Phone& operator=(const Phone&) = delete;

  // Registers the account, for ever.
  void start();
  // Another account, or none: signs off from the old one's server, then registers the new one.
  // Where it listens and whom it asks for names stays as it was. Not while a call goes on: its
  // server's requests would come from a stranger.
  void use(PhoneSettings settings);
  // When the registration is renewed, while there is one.
  [[nodiscard]] std::optional<base::TimePoint> renewal() const;
  // Then SignedOff.
  void stop();

  sip::SessionId call(const sip::PlaceCall& call);
  // Somebody who will be called: the names on the way there are asked for now, so that no call
  // waits for a name server (SIP-9).
  void foresee(const sip::Uri& target);
  // A command to a session; nothing happens where it is finished.
  void tell(sip::SessionId session, const sip::SessionInput& command);

  // Our address as the far side of a call sees it, for its media; the route to the server, or the
  // loopback, where nothing is known.
  [[nodiscard]] base::IpAddress own_address(sip::SessionId session) const;
  [[nodiscard]] base::IpAddress own_address_towards(const sip::Uri& target) const;
  [[nodiscard]] std::size_t sessions() const { return user_agent_.size(); }
  [[nodiscard]] const std::vector<base::Endpoint>& listening() const;

 private:
  // A request of a session, on its way along the servers that could take it.
  using RequestKey = std::pair<sip::SessionId, sip::RequestId>;
  struct Attempt {
    sip::Request sent;  // with Via
    sip::Hop hop;
    sip::ClientTransactionId transaction;
  };
  struct Outgoing {
    sip::Request request;  // without Via
    std::vector<sip::Candidate> left{};
    std::optional<Attempt> attempt{};
    std::optional<base::TimePoint> silent_until{};
  };
  struct Registering {
    std::uint32_t sequence;
  };
  struct Peer {
    base::IpAddress address;
    bool by_server;
  };
  using Owner = std::variant<RequestKey, Registering>;

  using Work = std::variant<sip::TransactionAction, sip::UserAgentAction, sip::registration::Action,
                            sip::KeepAliveAction>;

  Phone(loop::EventLoop& loop, PhoneSettings settings, Handler handler);

  // phone.cpp
  template <class Actions>
  void add(Actions actions) {
    for (auto& action : actions) work_.emplace_back(std::move(action));
  }
  void work();
  void time_passed();
  void await_deadline();
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;
  void forget(sip::SessionId session);
  void give_memory_back();

  // arrivals.cpp: what the transports and the transactions tell
  void on(const MessageReceived& received);
  void on(const ConnectionOpened& opened);
  void on(const HopFailed& failed);
  void on(const PongReceived& pong);
  void on(const StunReceived& stun);
  void on(const sip::SendMessage& send);
  void on(const sip::RequestArrived& arrived);
  void on(const sip::InviteCancelled& cancelled);
  void on(const sip::AckArrived& arrived);
  void on(const sip::ResponseArrived& arrived);
  void on(const sip::RequestFailed& failed);
  void on(const sip::RefusalUnacknowledged&) {}
  [[nodiscard]] bool is_server(const sip::Hop& hop) const;
  [[nodiscard]] sip::Source source_of(const sip::Hop& hop) const;

  // requests.cpp: what sessions want sent
  void on(const sip::CallArrived& arrived);
  void on(const sip::FromSession& from);
  void on(const sip::Respond& respond);
  void send(sip::SessionId session, const sip::SendRequest& send);
  void send_ack(const sip::SendAck& send);
  void send_cancel(sip::SessionId session, const sip::SendCancel& cancel);
  void abandon(const RequestKey& key);
  void route(const sip::Uri& next_hop, Locator::Handler then);
  void attempt(const RequestKey& key);
  void next_server(const RequestKey& key, sip::TransactionFailure why);
  void leave_silent_servers();
  void takes_no_tcp(const base::Endpoint& server);
  [[nodiscard]] std::expected<sip::Hop, transport::Failure> way_to(const sip::Candidate& server);
  [[nodiscard]] sip::Request with_via(sip::Request request, const sip::Hop& hop) const;
  void tell_session(const RequestKey& key, const sip::SessionInput& outcome);

  // registering.cpp
  void registration_input(const sip::registration::Input& input);
  void on(const sip::registration::Locate& locate);
  void on(const sip::registration::OpenFlow& open);
  void on(const sip::registration::CloseFlow& close);
  void on(const sip::registration::SendRegister& send);
  void on(const sip::registration::Tell& tell);
  void on(const sip::registration::Finish&);
  void begin_anew();
  void on(const sip::SendPing&);
  void on(const sip::SendStun& stun);
  void on(const sip::FlowSilent&);
  void on(const sip::MappingMoved&);
  [[nodiscard]] bool is_outdated(const sip::Hop& hop) const;
  void network_changed();
  void close_unused_connections();

  // identity.cpp: who and where we are for a session
  [[nodiscard]] std::optional<sip::SessionConfig> by_account() const;
  [[nodiscard]] sip::SessionConfig direct(const sip::Hop& peer) const;
  [[nodiscard]] sip::SessionConfig config_towards(const sip::Uri& target) const;
  // While the account is registered.
  [[nodiscard]] bool leads_to_server(const sip::Uri& uri) const;

  loop::EventLoop& loop_;
  PhoneSettings settings_;
  std::optional<PhoneSettings> next_settings_;  // until the old account is signed off
  int accounts_ = 0;                            // that it has had
  Handler handler_;
  std::unique_ptr<Transport> transport_;
  net::Resolver resolver_;
  Locator locator_;
  std::optional<net::OwnAddressWatch> addresses_;
  loop::Timer timer_;

  sip::Transactions transactions_;
  sip::UserAgent user_agent_;
  std::optional<sip::Registration> registration_;

  std::map<RequestKey, Outgoing> outgoing_;
  std::unordered_map<sip::ClientTransactionId, Owner> owners_;
  std::map<sip::SessionId, Peer> peers_;
  std::set<base::Endpoint> without_tcp_;  // servers that took a large request by UDP only

  // The account's way to its server.
  struct Flow {
    sip::Hop hop;
    sip::registration::Registered registered;
    base::IpAddress own_address;
    sip::KeepAlive keep_alive;
  };
  std::map<sip::FlowId, sip::Hop> flows_;
  std::optional<Flow> flow_;
  std::set<base::IpAddress> server_addresses_;
  std::set<sip::ConnectionId> unused_connections_;

  std::size_t most_transactions_ = 0;  // since memory was last given back
  bool after_storm_ = false;           // until nothing is left of it

  std::deque<Work> work_;
  bool working_ = false;
};

}  // namespace portero::phone
