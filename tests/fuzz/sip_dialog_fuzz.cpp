// The input is a conversation of a phone with a station: records that end in a line "--", each with
// a letter for what happens. Whatever the phone says, no deadline stays in the past, sessions and
// transactions stay within their limits, and when the station has hung up all of them end.
//
//   call           the station calls           M <message as it stands>
//   t <seconds>    time passes                 S <status> <fields and body of an answer>
//   u <letter>     the station's user          D <method> <fields and body of a request>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "core/sip/station_for_test.hpp"

namespace {

using namespace portero::sip;
using namespace std::chrono_literals;
namespace base = portero::base;
namespace sdp = portero::sdp;

constexpr std::size_t max_records = 48;
constexpr int max_steps = 100'000;

class Conversation {
 public:
  void happens(std::string_view record) {
    const std::string_view rest = record.substr(std::min<std::size_t>(2, record.size()));
    switch (record.empty() ? '\0' : record.front()) {
      case 'c': last_session_ = door_.call("sip:201@example.com", now_); break;
      case 't': wait(std::chrono::seconds(number(rest, 600))); break;
      case 'u': user(rest.empty() ? 'a' : rest.front()); break;
      case 'M': receive(rest); break;
      case 'S': answer(rest); break;
      case 'D': request(rest); break;
      default: break;
    }
    check_limits();
  }

  void end() {
    for (std::uint64_t id = 1; id <= max_records * 2; ++id)
      door_.handle(SessionId{id}, HangUp{}, now_);
    wait(15min);
    PORTERO_ASSERT(door_.agent().size() == 0, "each session ends");
    PORTERO_ASSERT(door_.transactions().size() == 0, "each transaction ends");
  }

 private:
  static unsigned number(std::string_view text, unsigned limit) {
    return std::min(parse_decimal<unsigned>(trimmed(text.substr(0, 5))).value_or(1), limit);
  }

  void check_limits() {
    PORTERO_ASSERT(door_.agent().size() <= max_sessions, "sessions are limited");
    PORTERO_ASSERT(door_.transactions().size() <= max_transactions, "transactions are limited");
    for (const UserAgentAction& action : door_.told)
      if (const auto* arrived = std::get_if<CallArrived>(&action)) last_session_ = arrived->session;
    door_.told.clear();
    for (const std::string& text : door_.sent) learn(text);
    door_.sent.clear();
  }

  // What the phone needs in order to answer and to speak within the dialog.
  void learn(const std::string& text) {
    const auto message = parse_message(text);
    PORTERO_ASSERT(message.has_value(), "what we send can be read");
    if (const auto* sent = std::get_if<Request>(&*message)) {
      if (sent->method != Method{MethodId::ack}) last_request_ = *sent;
      remember(sent->headers, HeaderId::from, HeaderId::to);
    } else {
      remember(std::get<Response>(*message).headers, HeaderId::to, HeaderId::from);
    }
  }

  void remember(const Headers& headers, HeaderId ours, HeaderId theirs) {
    door_party_ = std::string{headers.first(ours).value_or("")};
    phone_party_ = std::string{headers.first(theirs).value_or("")};
    if (phone_party_.find(";tag=") == std::string::npos) phone_party_ += ";tag=phone";
    call_id_ = std::string{headers.first(HeaderId::call_id).value_or("")};
  }

  void wait(base::Duration duration) {
    const base::TimePoint end = now_ + duration;
    int steps = 0;
    while (const auto next = door_.next_deadline()) {
      if (*next > end) break;
      PORTERO_ASSERT(++steps < max_steps, "time passes in steps");
      now_ = std::max(now_, *next);
      door_.time_passed(now_);
      const auto later = door_.next_deadline();
      PORTERO_ASSERT(!later || *later > now_, "no deadline stays in the past");
    }
    now_ = end;
    door_.sent.clear();
  }

  void user(char what) {
    const SessionId id = last_session_.value_or(SessionId{1});
    const MediaReady other{media_at("192.0.2.1", 6000), {.srtp = sdp::SrtpPolicy::off}};
    switch (what) {
      case 'p': return door_.handle(id, ShowProgress{}, now_);
      case 'h': return door_.handle(id, HangUp{{completed_elsewhere()}}, now_);
      case 'x': return door_.handle(id, RejectCall{}, now_);
      case 'n': return door_.handle(id, Renegotiate{other.local, other.preferences}, now_);
      case 'o': return door_.handle(id, Probe{}, now_);
      case 'k': return door_.handle(id, AskForKeyFrame{}, now_);
      case 'w': door_.media_works = !door_.media_works; return;
      case 'm': return door_.handle(id, other, now_);
      case 'f': return door_.handle(id, MediaFailed{}, now_);
      default: return door_.handle(id, AnswerCall{}, now_);
    }
  }

  void receive(std::string_view text) {
    door_.receive(text, {Transport::udp, {base::any_ipv4, 5060}}, now_);
  }

  void answer(std::string_view rest) {
    if (!last_request_) return;
    const unsigned status = std::clamp(number(rest.substr(0, 3), 699), 100U, 699U);
    Response response = response_to(*last_request_, static_cast<int>(status));
    set_to_tag(response.headers, "phone");
    receive(finished(to_string(response), rest.substr(std::min<std::size_t>(4, rest.size()))));
  }

  void request(std::string_view rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const std::string method{rest.substr(0, end)};
    const bool later = method != "ACK" && method != "CANCEL";
    if (later) ++number_;
    const std::string text = method +
                             " sip:door@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK" +
                             (method == "CANCEL" ? invite_branch_ : std::to_string(++branch_)) +
                             "\r\nFrom: " + phone_party_ + "\r\nTo: " + door_party_ +
                             "\r\nCall-ID: " + call_id_ + "\r\nCSeq: " + std::to_string(number_) +
                             " " + method + "\r\nContact: <sip:201@192.0.2.9>\r\n\r\n";
    if (method == "INVITE") invite_branch_ = std::to_string(branch_);
    receive(finished(text, rest.substr(std::min(end + 1, rest.size()))));
  }

  // The record's fields and body in place of the end of the header.
  static std::string finished(std::string text, std::string_view more) {
    const auto length = text.find("Content-Length: ");
    if (length != std::string::npos) text.resize(length);
    if (text.ends_with("\r\n\r\n")) text.resize(text.size() - 2);
    if (more.empty()) return text + "\r\n";
    return text + std::string{more};
  }

  StationForTest door_{"door", "192.0.2.1"};
  base::TimePoint now_{100s};
  std::optional<SessionId> last_session_;
  std::optional<Request> last_request_;
  std::string door_party_ = "<sip:door@example.com>";
  std::string phone_party_ = "<sip:201@example.com>;tag=phone";
  std::string call_id_ = "call-of-phone";
  std::string invite_branch_;
  int number_ = 10;
  int branch_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view separator = "\n--\n";
  Conversation conversation;
  for (std::size_t i = 0; i < max_records && !rest.empty(); ++i) {
    const auto end = std::min(rest.find(separator), rest.size());
    conversation.happens(rest.substr(0, end));
    rest.remove_prefix(std::min(end + separator.size(), rest.size()));
  }
  conversation.end();
  return 0;
}
