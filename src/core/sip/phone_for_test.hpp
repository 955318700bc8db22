#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"
#include "core/sip/station_for_test.hpp"

// A test plays the phone at 192.0.2.9 that talks with a station at 192.0.2.1, message by message.
namespace portero::sip {

using namespace std::chrono_literals;

inline std::string phone_sdp(std::string_view more = "") {
  return "v=0\r\no=phone 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
         "m=audio 7000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n" +
         std::string{more};
}

class WithPhone : public testing::Test {
 protected:
  // What the station sent since the last time, in its order.
  std::vector<std::string> sent() { return std::exchange(door_.sent, {}); }

  // Its start lines, with the number of its CSeq for requests: "INVITE 1", "200 INVITE".
  std::vector<std::string> lines() {
    std::vector<std::string> all;
    for (const std::string& text : door_.sent) {
      const Message message = message_for_test(text);
      if (const auto* request = std::get_if<Request>(&message)) {
        all.push_back(std::string{request->method.text()} + ' ' +
                      std::to_string(cseq(request->headers)->number));
      } else {
        const auto& response = std::get<Response>(message);
        all.push_back(std::to_string(response.status) + ' ' +
                      std::string{cseq(response.headers)->method.text()});
      }
      last_[all.back().substr(0, all.back().find(' '))] = text;
    }
    door_.sent.clear();
    return all;
  }

  // The last request of that method, or response of that status, among the lines read so far.
  Request request_sent(const std::string& method) {
    lines_kept();
    return request_for_test(last_.at(method));
  }
  Response response_sent(const std::string& status) {
    lines_kept();
    return std::get<Response>(message_for_test(last_.at(status)));
  }

  // What the user was told since the last time.
  template <class Told>
  std::vector<Told> told() {
    std::vector<Told> found;
    std::erase_if(door_.told, [&](const UserAgentAction& action) {
      const auto* from = std::get_if<FromSession>(&action);
      const auto* what = from == nullptr ? nullptr : std::get_if<Told>(&from->action);
      if (what != nullptr) found.push_back(*what);
      return what != nullptr;
    });
    return found;
  }

  void receive(std::string_view text) {
    door_.receive(text, {Transport::udp, {base::IpAddress::parse("192.0.2.9").value(), 5060}},
                  now_);
  }

  // Answers the last request of that method.
  void answer(const std::string& method, int status, std::string_view fields = "",
              const std::string& sdp = "", std::string_view tag = "phone") {
    answer(request_sent(method), status, fields, sdp, tag);
  }
  void answer(const Request& request, int status, std::string_view fields = "",
              const std::string& sdp = "", std::string_view tag = "phone") {
    Response response = response_for_test(request, status, tag);
    response.headers.append(HeaderId::contact, "<sip:" + std::string{tag} + "@192.0.2.9>");
    receive(finished(to_string(response), fields, sdp));
  }

  // A request of the phone; within the dialog once it has one.
  void phone_sends(std::string_view method, std::string_view fields = "",
                   const std::string& body = "", std::string_view type = "application/sdp") {
    ++number_;
    phone_sends_numbered(number_, method, fields, body, type);
  }
  void phone_sends_numbered(int number, std::string_view method, std::string_view fields = "",
                            const std::string& body = "",
                            std::string_view type = "application/sdp") {
    const std::string text = std::string{method} +
                             " sip:door@192.0.2.1 SIP/2.0\r\n"
                             "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bKphone" +
                             (method == "CANCEL" ? invite_branch_ : std::to_string(++branch_)) +
                             "\r\n"
                             "Max-Forwards: 70\r\n"
                             "From: \"Reception\" <sip:201@example.com>;tag=phone\r\n"
                             "To: <sip:door@example.com>" +
                             (door_tag_.empty() ? "" : ";tag=" + door_tag_) +
                             "\r\n"
                             "Call-ID: " +
                             call_id_ +
                             "\r\n"
                             "CSeq: " +
                             std::to_string(number) + " " + std::string{method} +
                             "\r\n"
                             "Contact: <sip:201@192.0.2.9>\r\n\r\n";
    if (method == "INVITE") invite_branch_ = std::to_string(branch_);
    receive(finished(text, fields, body, type));
  }

  // The tag that the station gave itself is in its response.
  void learn_dialog(const std::string& status) {
    door_tag_ = std::string{to(response_sent(status).headers)->tag().value_or("")};
  }

  SessionId arrived() {
    for (const UserAgentAction& action : door_.told)
      if (const auto* call = std::get_if<CallArrived>(&action)) return call->session;
    ADD_FAILURE() << "no call arrived";
    return SessionId{0};
  }

  // Lets time pass, step by step.
  void wait(base::Duration duration) {
    const base::TimePoint end = now_ + duration;
    while (const auto next = door_.next_deadline()) {
      if (*next > end) break;
      now_ = std::max(now_, *next);
      door_.time_passed(now_);
    }
    now_ = end;
  }

  void user(SessionId session, const SessionInput& input) { door_.handle(session, input, now_); }

  // A call from the phone that was answered and acknowledged.
  SessionId talk(std::string_view fields = "") {
    phone_sends("INVITE", fields, phone_sdp());
    const SessionId session = arrived();
    user(session, AnswerCall{});
    learn_dialog("200");
    phone_sends_numbered(number_, "ACK");
    sent();
    door_.told.clear();
    return session;
  }

  // A call to the phone that was answered.
  SessionId talk_to_phone(std::string_view fields = "") {
    const SessionId session = door_.call("sip:201@example.com", now_);
    answer("INVITE", 200, fields, phone_sdp());
    call_id_ = *call_id(request_sent("INVITE").headers);
    door_tag_ = std::string{from(request_sent("INVITE").headers)->tag().value_or("")};
    sent();
    door_.told.clear();
    return session;
  }

  base::TimePoint now_{100s};
  StationForTest door_{"door", "192.0.2.1"};
  std::string call_id_ = "call-of-phone";
  std::string door_tag_;
  int number_ = 10;

 private:
  // Keeps what is not read yet for lines().
  void lines_kept() {
    const auto kept = door_.sent;
    lines();
    door_.sent = kept;
  }

  static std::string finished(std::string text, std::string_view fields, const std::string& body,
                              std::string_view type = "application/sdp") {
    std::string more;
    for (const char c : fields) more += c == '\n' ? std::string{"\r\n"} : std::string{c};
    if (!body.empty()) more += "Content-Type: " + std::string{type} + "\r\n";
    const auto length = text.find("Content-Length: ");
    if (length != std::string::npos) text.erase(length, text.find("\r\n", length) + 2 - length);
    text.insert(text.find("\r\n\r\n") + 2, more);
    return text + body;
  }

  std::map<std::string, std::string> last_;
  std::string invite_branch_;
  int branch_ = 0;
};

}  // namespace portero::sip
