// A phone as hundreds of scanners find it: 200,000 requests of nobody whom it knows, as fast as it
// answers, from another process. Nothing rings, each is answered, the memory stays, and what 200 of
// them a second would cost is far below what a call needs. Meanwhile its server calls: that call is
// answered and ended as if nobody scanned. Prints what it measured as JSON.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "io/loop/descriptor.hpp"
#include "io/phone/phone.hpp"

namespace {

namespace base = portero::base;
namespace loop = portero::loop;
namespace phone = portero::phone;
using namespace std::chrono_literals;

// Enough to tell what is left of each from what malloc keeps for later, which does not grow with
// them.
constexpr int all_requests = 200'000;
// So many get transactions of their own, which live for 32 s; the rest is refused at once.
constexpr int first_requests = 3'000;
constexpr int warm_requests = 20'000;  // all tables are full
constexpr int sources = 250;           // 127.1.0.1 and so on
const base::IpAddress server_address{base::IpAddress::V4{127, 0, 0, 2}};
constexpr int at_once = 25;  // under way

constexpr double wanted_rate = 200;  // requests a second
constexpr double max_core_percent = 5;
// One allocation that is forgotten with each request takes at least 32.
constexpr double max_bytes_left = 16;
constexpr base::Duration at_rest = 4s;  // refusals of INVITE are repeated so often (T2)

void require(bool condition, const char* what) {
  if (condition) return;
  std::perror(what);
  std::exit(2);
}

// The scanners' process.

int socket_of(int source, std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in own{};
  own.sin_family = AF_INET;
  own.sin_addr.s_addr = htonl(0x7f010001U + static_cast<unsigned>(source));
  sockaddr_in door{};
  door.sin_family = AF_INET;
  door.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  door.sin_port = htons(port);
  const timeval patience{5, 0};
  require(fd >= 0 && bind(fd, reinterpret_cast<sockaddr*>(&own), sizeof own) == 0 &&
              connect(fd, reinterpret_cast<sockaddr*>(&door), sizeof door) == 0 &&
              setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0,
          "socket of a scanner");
  return fd;
}

std::string request(int number) {
  constexpr std::array methods{"OPTIONS", "INVITE", "REGISTER"};
  const char* const method = methods[static_cast<std::size_t>(number) % methods.size()];
  return fmt::format(
      "{0} sip:{1}@192.0.2.1 SIP/2.0\r\n"
      "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK-{1};rport\r\n"
      "Max-Forwards: 70\r\n"
      "From: \"sipvicious\"<sip:100@1.1.1.1>;tag=6433646{1}\r\n"
      "To: \"sipvicious\"<sip:{1}@1.1.1.1>\r\n"
      "Call-ID: {1}-988654326\r\n"
      "CSeq: 1 {0}\r\n"
      "Contact: <sip:100@198.51.100.7:5060>\r\n"
      "User-Agent: friendly-scanner\r\n"
      "Accept: application/sdp\r\n"
      "Content-Length: 0\r\n\r\n",
      method, number);
}

// Passes over answers to earlier requests, which come again until they are acknowledged.
void await_answer(int fd, int number) {
  const std::string call_id = fmt::format("Call-ID: {}-988654326\r\n", number);
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t size = recv(fd, buffer.data(), buffer.size(), 0);
    require(size > 0, "answer to a scanner");
    const std::string_view text{buffer.data(), static_cast<std::size_t>(size)};
    if (text.find(call_id) != text.npos) return;
  }
}

void scan(std::uint16_t port, int progress) {
  std::vector<int> sockets;
  for (int source = 0; source < sources; ++source) sockets.push_back(socket_of(source, port));
  const auto socket_for = [&](int number) {
    return sockets[static_cast<std::size_t>(number % sources)];
  };
  for (int first = 0; first < all_requests; first += at_once) {
    for (int number = first; number < first + at_once; ++number) {
      const std::string text = request(number);
      require(send(socket_for(number), text.data(), text.size(), 0) > 0, "send of a scanner");
    }
    for (int number = first; number < first + at_once; ++number)
      await_answer(socket_for(number), number);
    const int done = first + at_once;
    if (done == first_requests || done == warm_requests || done == all_requests)
      require(write(progress, "x", 1) == 1, "progress of the scanners");
  }
}

// The phone's process.

struct Usage {
  double cpu_us = 0;
  double resident_bytes = 0;
};

Usage usage() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto us = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  double pages = 0;
  std::ifstream{"/proc/self/statm"} >> pages >> pages;
  return {us(used.ru_utime) + us(used.ru_stime), pages * static_cast<double>(getpagesize())};
}

const portero::sdp::LocalMedia media{.address = "127.0.0.1", .audio = {.port = 40'000}};

// The phone under test, and the server of its account; which has not registered it, but is where
// the account says. The server calls, and ends its call once that is answered.
class Site {
 public:
  explicit Site(loop::EventLoop& event_loop)
      : server_(phone::Phone::open(event_loop,
                                   {.direct_calls = true,
                                    .transport = {.listen = {{server_address, 0}}, .tls = nullptr}},
                                   [this](const phone::News& news) { told_server(news); })
                    .value()),
        door_(phone::Phone::open(event_loop, of_door(), [this](const phone::News& news) {
                told_door(news);
              }).value()) {
    door_->start();
  }

  [[nodiscard]] std::uint16_t port() const { return door_->listening().front().port; }
  [[nodiscard]] int calls_told() const { return calls_told_; }
  // As the server's own transactions tell, with which a 503 would be its end too.
  [[nodiscard]] bool servers_call_was_answered() const { return answered_; }
  [[nodiscard]] bool servers_call_is_over() const { return calling_ && server_->sessions() == 0; }
  [[nodiscard]] bool door_was_told_of_its_end() const { return door_hung_up_on_; }

  void server_calls() {
    calling_ = true;
    server_->call({.target = *portero::sip::parse_uri(fmt::format("sip:door@127.0.0.1:{}", port())),
                   .local = media,
                   .preferences = preferences});
  }

 private:
  // Small enough for a datagram.
  static inline const portero::sdp::Preferences preferences{
      .audio = {portero::sdp::AudioCodec::pcmu}, .video = {}};

  [[nodiscard]] phone::PhoneSettings of_door() const {
    const base::Endpoint at = server_->listening().front();
    return {
        .account =
            portero::sip::RegistrationAccount{.server = {.host = base::to_string(at.address),
                                                         .port = at.port,
                                                         .transport = portero::sip::Transport::udp},
                                              .credentials = {.username = "door"},
                                              .instance = {}},
        .transport = {.listen = {{base::any_ipv4, 0}}, .tls = nullptr}};
  }

  void told_door(const phone::News& news) {
    if (const auto* comes = std::get_if<phone::CallComes>(&news)) {
      ++calls_told_;
      return door_->tell(comes->session, portero::sip::AnswerCall{});
    }
    const auto* const from = std::get_if<portero::sip::FromSession>(&news);
    if (from == nullptr) return;
    if (std::holds_alternative<portero::sip::PrepareMedia>(from->action))
      door_->tell(from->session, portero::sip::MediaReady{media, preferences});
    const auto* const ended = std::get_if<portero::sip::SessionEnded>(&from->action);
    if (ended != nullptr) door_hung_up_on_ = ended->why == portero::sip::EndCause::hung_up;
  }

  void told_server(const phone::News& news) {
    const auto* const from = std::get_if<portero::sip::FromSession>(&news);
    if (from == nullptr || !std::holds_alternative<portero::sip::SessionAnswered>(from->action))
      return;
    answered_ = true;
    server_->tell(from->session, portero::sip::HangUp{});
  }

  std::unique_ptr<phone::Phone> server_;
  std::unique_ptr<phone::Phone> door_;
  int calls_told_ = 0;
  bool calling_ = false;
  bool answered_ = false;
  bool door_hung_up_on_ = false;
};

// What was used at the beginning and at each sign of progress; nothing when the scanners failed.
// The server calls when all that strangers may have is taken.
std::vector<Usage> watch(loop::EventLoop& event_loop, int progress, Site& site) {
  std::vector<Usage> seen{usage()};
  bool ended = false;
  loop::Descriptor pipe{event_loop, progress};
  std::function<void()> wait = [&] {
    pipe.when_readable([&] {
      char byte = 0;
      ended = read(progress, &byte, 1) <= 0;
      if (!ended) seen.push_back(usage());
      if (seen.size() == 3) site.server_calls();
      if (!ended) wait();
    });
  };
  wait();
  event_loop.run_until([&] { return ended; }, 100s);
  return seen;
}

bool is_cheap(const std::vector<Usage>& seen, const Usage& before_rest, const Usage& after_rest,
              int calls) {
  const Usage &start = seen[0], &first = seen[1], &warm = seen[2], &end = seen[3];
  const double us_of_first = (first.cpu_us - start.cpu_us) / first_requests;
  const double us_of_all = (end.cpu_us - start.cpu_us) / all_requests;
  const double rest_percent =
      (after_rest.cpu_us - before_rest.cpu_us) / static_cast<double>(at_rest.count()) * 100;
  const double core_percent = us_of_first * wanted_rate / 1e6 * 100 + rest_percent;
  const double bytes_left =
      (end.resident_bytes - warm.resident_bytes) / (all_requests - warm_requests);
  fmt::print(R"({{"requests": {}, "calls_told": {}, "cpu_us_per_request": {:.1f},
 "cpu_us_per_request_with_transaction": {:.1f}, "core_percent_at_rest_after": {:.2f},
 "core_percent_at_200_a_second": {:.2f}, "rss_start_bytes": {:.0f}, "rss_after_20000_bytes": {:.0f},
 "rss_end_bytes": {:.0f}, "bytes_left_per_request": {:.1f}}}
)",
             all_requests, calls, us_of_all, us_of_first, rest_percent, core_percent,
             start.resident_bytes, warm.resident_bytes, end.resident_bytes, bytes_left);
  const bool good = core_percent < max_core_percent && bytes_left < max_bytes_left;
  if (!good) fmt::print(stderr, "sip_scanners: it took 5 % of a core, or grew\n");
  return good;
}

// Nobody rang but the server, which got through.
bool server_gets_through(loop::EventLoop& event_loop, const Site& site) {
  event_loop.run_until([&] { return site.servers_call_is_over(); }, 10s);
  const bool good =
      site.calls_told() == 1 && site.servers_call_was_answered() && site.door_was_told_of_its_end();
  if (!good)
    fmt::print(stderr, "sip_scanners: {} calls told; the server's was {} and its end {}\n",
               site.calls_told(), site.servers_call_was_answered() ? "answered" : "refused",
               site.door_was_told_of_its_end() ? "told" : "lost");
  return good;
}

}  // namespace

int main() {
  std::array<int, 2> port_pipe{};
  std::array<int, 2> progress_pipe{};
  require(pipe(port_pipe.data()) == 0 && pipe(progress_pipe.data()) == 0, "pipe");
  const pid_t child = fork();
  require(child >= 0, "fork");
  std::uint16_t port = 0;
  if (child == 0) {
    close(progress_pipe[0]);
    require(read(port_pipe[0], &port, sizeof port) == sizeof port, "port of the phone");
    scan(port, progress_pipe[1]);
    return 0;
  }
  close(progress_pipe[1]);

  loop::EventLoop event_loop;
  Site site{event_loop};
  port = site.port();
  require(write(port_pipe[1], &port, sizeof port) == sizeof port, "port to the scanners");
  const auto seen = watch(event_loop, progress_pipe[0], site);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0 || seen.size() != 4) {
    fmt::print(stderr, "sip_scanners: not every request was answered\n");
    return 1;
  }
  const bool through = server_gets_through(event_loop, site);
  const Usage before_rest = usage();
  event_loop.run_for(at_rest);
  const bool cheap = is_cheap(seen, before_rest, usage(), site.calls_told());
  return through && cheap ? 0 : 1;
}
