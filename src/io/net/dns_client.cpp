#include "io/net/dns_client.hpp"

#include <string>
#include <utility>

#include <arpa/nameser.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "base/assert.hpp"
#include "core/transport/failure.hpp"
#include "io/loop/timer.hpp"
#include "io/net/dns_answers.hpp"
#include "io/net/dns_sockets.hpp"

namespace portero::net {
namespace {

constexpr const char* system_settings = "/etc/resolv.conf";

// When the file was changed last; zero where there is none.
std::chrono::nanoseconds state_of_system() {
  struct stat status{};
  if (stat(system_settings, &status) != 0) return {};
  return std::chrono::seconds{status.st_mtim.tv_sec} +
         std::chrono::nanoseconds{status.st_mtim.tv_nsec};
}

std::string server_list(const std::vector<base::Endpoint>& servers) {
  std::string list;
  for (const base::Endpoint& server : servers)
    list += (list.empty() ? "" : ",") + to_string(server);
  return list;
}

int type_in_wire(dns::RecordType type) {
  switch (type) {
    case dns::RecordType::a: return ns_t_a;
    case dns::RecordType::aaaa: return ns_t_aaaa;
    case dns::RecordType::srv: return ns_t_srv;
    case dns::RecordType::naptr: return ns_t_naptr;
  }
  return ns_t_invalid;
}

// Names are looked for in /etc/hosts by the letter f, then by name servers: b.
constexpr int given_options =
    ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB;

bool asks_for_addresses(dns::RecordType type) {
  return type == dns::RecordType::a || type == dns::RecordType::aaaa;
}

}  // namespace

// One configuration of c-ares with everything that is under way.
class DnsClient::Channel : public std::enable_shared_from_this<Channel> {
 public:
  Channel(loop::EventLoop& loop, const DnsSettings& settings)
      : loop_(loop),
        sockets_(loop, [this](ares_socket_t readable,
                              ares_socket_t writable) { process(readable, writable); }),
        timer_(loop) {
    ares_options options{};
    std::string files_first = "fb";
    options.timeout = static_cast<int>(settings.timeout.count());
    options.tries = settings.tries;
    options.lookups = files_first.data();
    options.sock_state_cb = [](void* self, ares_socket_t fd, int readable, int writable) {
      static_cast<Channel*>(self)->sockets_.watch(fd, readable != 0, writable != 0);
    };
    options.sock_state_cb_data = this;
    const int status = ares_init_options(&channel_, &options, given_options);
    PORTERO_ASSERT(status == ARES_SUCCESS, "there is memory for c-ares");
    sockets_.use_in(channel_);
    std::string files_only = "f";
    options.lookups = files_only.data();
    const int status_of_files = ares_init_options(&files_, &options, given_options);
    PORTERO_ASSERT(status_of_files == ARES_SUCCESS, "there is memory for c-ares");
    if (!settings.servers.empty())
      ares_set_servers_ports_csv(channel_, server_list(settings.servers).c_str());
  }

  ~Channel() {
    is_closing_ = true;
    ares_destroy(files_);
    ares_destroy(channel_);
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  [[nodiscard]] bool is_idle() const { return under_way_ == 0; }

  void query(const dns::Question& question, Handler handler) {
    ++under_way_;
    auto* const query =
        new UnderWay{.channel = *this, .type = question.type, .handler = std::move(handler)};
    if (asks_for_addresses(question.type)) {
      ares_addrinfo_hints hints{};
      hints.ai_family = question.type == dns::RecordType::a ? AF_INET : AF_INET6;
      hints.ai_flags = ARES_AI_NOSORT | ARES_AI_ENVHOSTS;
      query->in_the_hosts_file = stands_in_the_hosts_file(question.name);
      ares_channel channel = query->in_the_hosts_file ? files_ : channel_;
      ares_getaddrinfo(channel, question.name.c_str(), nullptr, &hints, &take_addresses, query);
    } else {
      ares_query(channel_, question.name.c_str(), ns_c_in, type_in_wire(question.type),
                 &take_records, query);
    }
    await_timeout();
  }

 private:
  // Owned by c-ares until it is told how the query ended.
  struct UnderWay {
    Channel& channel;
    dns::RecordType type;
    Handler handler;
    bool in_the_hosts_file = false;
  };

  // With an address of either family: what the file does not say of such a name, nobody is asked.
  [[nodiscard]] bool stands_in_the_hosts_file(const std::string& name) const {
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_flags = ARES_AI_NOSORT | ARES_AI_ENVHOSTS;
    bool stands = false;
    const auto note = [](void* found, int status, int, ares_addrinfo* addresses) {
      *static_cast<bool*>(found) = status == ARES_SUCCESS;
      if (addresses != nullptr) ares_freeaddrinfo(addresses);
    };
    ares_getaddrinfo(files_, name.c_str(), nullptr, &hints, note, &stands);
    return stands;
  }

  static void take_addresses(void* query, int status, int, ares_addrinfo* found) {
    const std::unique_ptr<UnderWay> ended{static_cast<UnderWay*>(query)};
    const std::unique_ptr<ares_addrinfo, decltype(&ares_freeaddrinfo)> owned{found,
                                                                             &ares_freeaddrinfo};
    const bool is_found = status == ARES_SUCCESS && found != nullptr;
    // c-ares speaks of name servers that failed, where it was to ask none.
    if (!is_found && ended->in_the_hosts_file) status = ARES_ENODATA;
    ended->channel.end(*ended, status,
                       is_found ? addresses_of(*found)
                                : dns::TimedAnswer{std::unexpected{failure_of_status(status)}});
  }

  static void take_records(void* query, int status, int, unsigned char* message, int size) {
    const std::unique_ptr<UnderWay> ended{static_cast<UnderWay*>(query)};
    dns::TimedAnswer answer = std::unexpected{failure_of_status(status)};
    if (status == ARES_SUCCESS) {
      const base::ByteView bytes{message, static_cast<std::size_t>(size)};
      answer = ended->type == dns::RecordType::srv ? services_of(bytes) : pointers_of(bytes);
    }
    ended->channel.end(*ended, status, answer);
  }

  // c-ares may come here from within query(), so the handler has its turn later.
  void end(UnderWay& ended, int status, const dns::TimedAnswer& answer) {
    if (is_closing_) return;
    DnsOutcome outcome{answer, {}};
    const bool has_no_answer = !answer && answer.error() == dns::Failure::no_answer;
    if (has_no_answer) outcome.why_not = reason_of(status);
    loop_.post([weak = weak_from_this(), handler = std::move(ended.handler),
                outcome = std::move(outcome)] {
      const auto self = weak.lock();
      if (!self) return;
      --self->under_way_;
      handler(outcome);
    });
  }

  // The status for a name server that failed is the one for a socket that was refused.
  [[nodiscard]] std::string reason_of(int status) const {
    if (const auto& failure = sockets_.failure()) return in_words(*failure);
    if (status == ARES_ETIMEOUT) return "no answer";
    if (status == ARES_ECONNREFUSED) return "the name server failed or would not say";
    return ares_strerror(status);
  }

  void process(ares_socket_t readable, ares_socket_t writable) {
    ares_process_fd(channel_, readable, writable);
    await_timeout();
  }

  void await_timeout() {
    timeval left{};
    if (ares_timeout(channel_, nullptr, &left) == nullptr) return timer_.cancel();
    const base::Duration after =
        std::chrono::seconds{left.tv_sec} + std::chrono::microseconds{left.tv_usec};
    timer_.start(after, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
  }

  loop::EventLoop& loop_;
  ares_channel channel_ = nullptr;
  ares_channel files_ = nullptr;
  DnsSockets sockets_;
  loop::Timer timer_;
  std::size_t under_way_ = 0;
  bool is_closing_ = false;
};

DnsClient::DnsClient(loop::EventLoop& loop, const DnsSettings& settings)
    : loop_(loop),
      settings_(settings),
      system_state_(state_of_system()),
      channel_(std::make_shared<Channel>(loop, settings)) {}
DnsClient::~DnsClient() = default;

void DnsClient::query(const dns::Question& question, Handler handler) {
  renew_if_the_system_changed();
  channel_->query(question, std::move(handler));
}

// c-ares reads it once; a station often starts before its network has told the name servers.
void DnsClient::renew_if_the_system_changed() {
  if (!settings_.servers.empty() || !channel_->is_idle()) return;
  const auto state = state_of_system();
  if (state == system_state_) return;
  system_state_ = state;
  channel_ = std::make_shared<Channel>(loop_, settings_);
}

}  // namespace portero::net
