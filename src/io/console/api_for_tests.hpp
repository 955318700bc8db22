#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "io/console/api.hpp"
#include "io/http/conversation.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::console {

struct ApiTest : testing::Test {
  // What came back, head and body, as the client gets it.
  std::string ask(const std::string& line, const std::string& body = "",
                  const std::string& fields = "") {
    sent.clear();
    const auto conversation = begin(line, body, fields);
    EXPECT_TRUE(loop.run_until([&] { return !sent.empty(); }, std::chrono::seconds{30})) << line;
    return std::exchange(sent, "");
  }
  // A client that waits.
  std::shared_ptr<http::Conversation> begin(const std::string& line, const std::string& body = "",
                                            const std::string& fields = "") {
    auto conversation = std::make_shared<http::Conversation>(
        base::Endpoint{base::loopback_ipv4, 1}, 100'000,
        http::Conversation::Line{.send = [this](std::string_view text) { sent += text; },
                                 .close = [] {}},
        [this](const http::Request& request, const http::Exchange& exchange) {
          api.answer(request, exchange);
        });
    conversation->receive(line + " HTTP/1.1\r\nHost: door\r\nContent-Length: " +
                          std::to_string(body.size()) + "\r\n" + fields + cookie_ + "\r\n" + body);
    return conversation;
  }
  void sign_in() {
    const std::string code = gate->claim_code().value_or("");
    const std::string told =
        ask("POST /api/v1/claim", R"({"code":")" + code + R"(","password":")" + password + R"("})");
    const std::string head = "Set-Cookie: ";
    const std::size_t begin = told.find(head) + head.size();
    cookie_ = "Cookie: theme=dark; " + told.substr(begin, told.find(';', begin) - begin) + "\r\n";
  }

  static constexpr const char* password = "correct horse battery";

  store::TemporaryFolder folder;
  loop::EventLoop loop;
  std::unique_ptr<Gate> gate = Gate::open(loop, folder.path()).value();
  std::vector<control::Request> asked{};
  control::Reply reply = control::Done{};
  std::vector<control::FromOperator> wishes{};
  control::ToOperator outcome = control::Done{};
  bool answers = true;  // to what operators wish
  std::vector<control::OfPhotos> of_photos{};
  control::PhotoReply photo_reply = control::Done{};
  std::string sent{};
  log::Log log{log::Level::info, log::Format::text};
  Api api{loop,
          *gate,
          {.obey =
               [this](const control::Request& request, const Api::Answer& answer) {
                 asked.push_back(request);
                 answer(reply);
               },
           .operate =
               [this](const control::FromOperator& wish, const Api::OperatorAnswer& answer) {
                 wishes.push_back(wish);
                 if (answers) answer(outcome);
               },
           .of_photos =
               [this](const control::OfPhotos& wish) {
                 of_photos.push_back(wish);
                 return photo_reply;
               }},
          log,
          std::chrono::milliseconds{20}};
  std::string cookie_{};
};

}  // namespace portero::console
