#include "core/sdp/limits.hpp"
#include "io/console/api_for_tests.hpp"

namespace portero::console {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

struct OperatorApiTest : ApiTest {
  OperatorApiTest() { sign_in(); }
  std::string offer(const std::string& query) {
    return ask("POST /api/v1/whep" + query, "v=0\r\n", "Content-Type: application/sdp\r\n");
  }
};

constexpr std::string_view command = "000102030405060708090a0b0c0d0e0f";
access::CommandId command_id() {
  access::CommandId::value_type bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return access::CommandId{bytes};
}
std::string unlock_with(const std::string& more) {
  return R"({"command":")" + std::string{command} +
         R"(","run":"00000000000000ff","issued_ms":1500)" + more + "}";
}

TEST_F(OperatorApiTest, AnOfferIsAnsweredWithOurs) {
  outcome = control::Joined{media::ViewerId{7}, "v=0\r\nours"};
  const std::string answer = offer("?name=Dana%20R.&intent=talk");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 201 "));
  EXPECT_THAT(answer, HasSubstr("Location: /api/v1/whep/7\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Type: application/sdp\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nv=0\r\nours"));
  EXPECT_THAT(
      wishes,
      ElementsAre(control::FromOperator{control::Join{"Dana R.", call::Intent::talk, "v=0\r\n"}}));
}

TEST_F(OperatorApiTest, WhoWasLostSaysInWhosePlaceHeComes) {
  outcome = control::Joined{media::ViewerId{8}, ""};
  std::ignore = offer("?intent=talk&replaces=7");
  std::ignore = offer("?intent=talk&replaces=x");
  EXPECT_EQ(std::get<control::Join>(wishes.at(0)).replaces, media::ViewerId{7});
  EXPECT_EQ(std::get<control::Join>(wishes.at(1)).replaces, std::nullopt);
}

TEST_F(OperatorApiTest, WhoSaysNothingElseOnlyWatches) {
  outcome = control::Joined{media::ViewerId{7}, ""};
  std::ignore = offer("");
  EXPECT_THAT(
      wishes,
      ElementsAre(control::FromOperator{control::Join{"Browser", call::Intent::watch, "v=0\r\n"}}));
}

TEST_F(OperatorApiTest, WhatIsNoOfferIsToldWhy) {
  EXPECT_THAT(ask("POST /api/v1/whep", "v=0\r\n"), StartsWith("HTTP/1.1 415 "));
  EXPECT_THAT(offer("?intent=open"), HasSubstr("intent: must be watch or talk."));
  EXPECT_THAT(offer("?name=" + std::string(65, 'x')), HasSubstr("name: must be a text"));
  EXPECT_THAT(offer("?name=a%0Ab"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(offer("?name=%FF"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(wishes, IsEmpty());
}

// The media process would not read it, and nobody would be told.
TEST_F(OperatorApiTest, WhatIsNoTextIsNoOffer) {
  for (const std::string& body : {std::string{"v=0\r\n\xFF"}, std::string("a\0b", 3),
                                  std::string(sdp::max_session_bytes + 1, 'x')})
    EXPECT_THAT(ask("POST /api/v1/whep", body, "Content-Type: application/sdp\r\n"),
                StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(wishes, IsEmpty());
}

TEST_F(OperatorApiTest, WhoSignsOutSeesAndHearsNoMore) {
  outcome = control::Joined{media::ViewerId{7}, ""};
  std::ignore = offer("");
  outcome = control::Done{};
  std::ignore = ask("DELETE /api/v1/session");
  EXPECT_EQ(wishes.back(), control::FromOperator{control::Leave{media::ViewerId{7}}});
}

// Of a session that ended otherwise, the picture went on for as long as the browser wanted.
TEST_F(OperatorApiTest, WhoseSessionMadeRoomForOthersSeesAndHearsNoMore) {
  outcome = control::Joined{media::ViewerId{7}, ""};
  std::ignore = offer("");
  for (std::size_t i = 0; i < Sessions::max_sessions; ++i) {
    bool signed_in = false;
    gate->sign_in(base::loopback_ipv4, password,
                  [&](const auto& token) { signed_in = token.has_value(); });
    ASSERT_TRUE(loop.run_until([&] { return signed_in; }, 30s));
  }
  EXPECT_TRUE(loop.run_until([&] { return wishes.size() == 2; }, 30s));
  EXPECT_EQ(wishes.back(), control::FromOperator{control::Leave{media::ViewerId{7}}});
}

TEST_F(OperatorApiTest, WhoWasTakenOverIsForgotten) {
  outcome = control::Joined{media::ViewerId{7}, ""};
  std::ignore = offer("");
  outcome = control::Joined{media::ViewerId{8}, ""};
  std::ignore = offer("?intent=talk&replaces=7");
  outcome = control::Done{};
  std::ignore = ask("DELETE /api/v1/session");
  EXPECT_THAT(wishes, testing::SizeIs(3));
  EXPECT_EQ(wishes.back(), control::FromOperator{control::Leave{media::ViewerId{8}}});
}

TEST_F(OperatorApiTest, WhoIsNotLetInIsToldWhy) {
  outcome = control::Refused{"full", "Ten browsers are connected already."};
  EXPECT_THAT(offer(""), StartsWith("HTTP/1.1 409 "));
  outcome = control::Refused{"no_media", "There is no sound."};
  EXPECT_THAT(offer(""), StartsWith("HTTP/1.1 503 "));
}

TEST_F(OperatorApiTest, ABrowserIsNamedByItsPath) {
  for (const std::string line : {"POST /api/v1/whep/7/answer", "POST /api/v1/whep/7/pause",
                                 "POST /api/v1/whep/7/resume", "DELETE /api/v1/whep/7"})
    EXPECT_THAT(ask(line), StartsWith("HTTP/1.1 204 ")) << line;
  const media::ViewerId viewer{7};
  EXPECT_THAT(wishes, ElementsAre(control::Answer{viewer}, control::Pause{viewer},
                                  control::Resume{viewer}, control::Leave{viewer}));
  outcome = control::Refused{"no_such_viewer", "It has gone."};
  EXPECT_THAT(ask("POST /api/v1/whep/9/answer"), StartsWith("HTTP/1.1 404 "));
}

TEST_F(OperatorApiTest, AClickAsksToOpen) {
  outcome = control::UnlockTold{command_id(), access::Opened{}};
  const std::string answer = ask("POST /api/v1/unlock?name=Dana", unlock_with(R"(,"viewer":7)"));
  EXPECT_THAT(answer, HasSubstr(R"("code":"opened")"));
  EXPECT_THAT(answer, HasSubstr(R"("opened":true)"));
  EXPECT_THAT(answer, HasSubstr(std::string{command}));
  EXPECT_THAT(wishes, ElementsAre(control::FromOperator{control::Unlock{
                          .command = command_id(),
                          .run = access::RunId{255},
                          .issued = base::TimePoint{std::chrono::milliseconds{1500}},
                          .viewer = media::ViewerId{7},
                          .who = "Dana"}}));
}

TEST_F(OperatorApiTest, ARefusalToOpenIsAnAnswer) {
  outcome = control::UnlockTold{command_id(), access::Why::expired};
  EXPECT_THAT(ask("POST /api/v1/unlock", unlock_with("")), HasSubstr(R"("code":"expired")"));
  outcome = control::UnlockTold{command_id(), access::NotOpened{access::RelayFailure::refused}};
  const std::string answer = ask("POST /api/v1/unlock", unlock_with(""));
  EXPECT_THAT(answer, HasSubstr(R"("code":"not_opened")"));
  EXPECT_THAT(answer, HasSubstr(R"("opened":false)"));
}

TEST_F(OperatorApiTest, ThePasswordProvesThatTheOperatorIsThere) {
  outcome = control::UnlockTold{command_id(), access::Opened{}};
  EXPECT_THAT(ask("POST /api/v1/unlock", unlock_with(R"(,"password":"wrong horse battery")")),
              StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(wishes, IsEmpty());
  EXPECT_THAT(ask("POST /api/v1/unlock", unlock_with(R"(,"password":"correct horse battery")")),
              StartsWith("HTTP/1.1 200 "));
  EXPECT_TRUE(std::get<control::Unlock>(wishes.back()).verified);
}

TEST_F(OperatorApiTest, WhatIsNoWishToOpenOpensNothing) {
  for (const std::string& body :
       {std::string{"[]"}, std::string{"{}"}, std::string{R"({"command":"00"})"},
        R"({"command":")" + std::string(32, 'x') + R"(","run":"00000000000000ff","issued_ms":1})",
        R"({"command":")" + std::string{command} + R"(","run":"ff","issued_ms":1})",
        R"({"command":")" + std::string{command} + R"(","run":"00000000000000ff"})",
        R"({"command":")" + std::string{command} + R"(","run":"00000000000000ff","issued_ms":-1})",
        unlock_with(R"(,"viewer":"7")"), unlock_with(R"(,"viewer":0)")})
    EXPECT_THAT(ask("POST /api/v1/unlock", body), StartsWith("HTTP/1.1 400 ")) << body;
  EXPECT_THAT(wishes, IsEmpty());
}

TEST_F(OperatorApiTest, PressesTheButtonAndShowsThePicture) {
  EXPECT_THAT(ask("POST /api/v1/button"), StartsWith("HTTP/1.1 204 "));
  outcome = control::Picture{{0xFF, 0xD8}};
  const std::string answer = ask("GET /api/v1/snapshot");
  EXPECT_THAT(answer, HasSubstr("Content-Type: image/jpeg\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\n\xFF\xD8"));
}

TEST_F(OperatorApiTest, ShowsTheScreen) {
  outcome = control::ScreenPicture{{0x89, 'P', 'N', 'G'}};
  const std::string answer = ask("GET /api/v1/screen");
  EXPECT_THAT(answer, HasSubstr("Content-Type: image/png\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\n\x89PNG"));
  EXPECT_EQ(wishes.back(), control::FromOperator{control::AskScreen{}});
  outcome = control::Refused{"no_screen", "There is none."};
  EXPECT_THAT(ask("GET /api/v1/screen"), StartsWith("HTTP/1.1 503 "));
  outcome = control::Refused{"screen_down", "It begins again."};
  EXPECT_THAT(ask("GET /api/v1/screen"), StartsWith("HTTP/1.1 503 "));
}

TEST_F(OperatorApiTest, TouchesTheScreenWhereItWasClicked) {
  EXPECT_THAT(ask("POST /api/v1/screen/touch", R"({"x":0.25,"y":1})"), StartsWith("HTTP/1.1 204 "));
  EXPECT_THAT(wishes, ElementsAre(control::FromOperator{control::TouchScreen{.x = 0.25, .y = 1}}));
}

TEST_F(OperatorApiTest, WhatIsNoPlaceOnTheScreenIsToldWhy) {
  for (const std::string body :
       {"[]", "{", "{}", R"({"x":0.5})", R"({"x":"0.5","y":0.5})", R"({"x":-0.01,"y":0.5})",
        R"({"x":0.5,"y":1.01})", R"({"x":1e999,"y":0.5})", R"({"x":null,"y":0.5})"})
    EXPECT_THAT(ask("POST /api/v1/screen/touch", body), StartsWith("HTTP/1.1 400 ")) << body;
  EXPECT_THAT(ask("POST /api/v1/screen/touch", R"({"x":0.5,"y":2})"),
              HasSubstr(R"("errors":[{"field":"y","detail":"Must be a number from 0 to 1)"));
  EXPECT_THAT(wishes, IsEmpty());
}

TEST_F(OperatorApiTest, TellsHowLoudItIs) {
  outcome = control::Levels{.microphone = {-42.5, "alsa:default", std::nullopt},
                            .loudspeaker = {-100, std::nullopt, "unplugged"}};
  EXPECT_THAT(ask("GET /api/v1/levels"),
              HasSubstr(R"("microphone":{"dbfs":-4.25E1,"device":"alsa:default","lost":null},)"
                        R"("loudspeaker":{"dbfs":-1E2,"device":null,"lost":"unplugged"})"));
}

TEST_F(OperatorApiTest, TheTestToneIsAnsweredWhenItIsOver) {
  EXPECT_THAT(ask("POST /api/v1/test_tone"), StartsWith("HTTP/1.1 204 "));
  EXPECT_THAT(wishes, ElementsAre(control::FromOperator{control::PlayTone{}}));
  outcome = control::Refused{"call_goes_on", "A call goes on."};
  EXPECT_THAT(ask("POST /api/v1/test_tone"), StartsWith("HTTP/1.1 409 "));
  outcome = control::Refused{"no_loudspeaker", "No loudspeaker was found."};
  EXPECT_THAT(ask("POST /api/v1/test_tone"), StartsWith("HTTP/1.1 503 "));
}

// Nobody would be there any more to hear or stop it.
TEST_F(OperatorApiTest, APageThatIsClosedTakesItsTestToneWithIt) {
  answers = false;
  const auto page = begin("POST /api/v1/test_tone");
  EXPECT_THAT(wishes, ElementsAre(control::FromOperator{control::PlayTone{}}));
  page->gone();
  EXPECT_THAT(wishes, ElementsAre(control::FromOperator{control::PlayTone{}},
                                  control::FromOperator{control::StopTone{}}));
}

TEST_F(OperatorApiTest, WhoIsReadyIsToldToTheStation) {
  reply = control::Status{.state = "waiting"};
  EXPECT_THAT(ask("GET /api/v1/live?name=Dana&duty=1"), HasSubstr("event: status\n"));
  EXPECT_THAT(wishes, ElementsAre(control::FromOperator{control::Ready{{"Dana"}}}));
}

}  // namespace
}  // namespace portero::console
