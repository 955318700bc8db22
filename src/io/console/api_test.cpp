#include <fstream>
#include <set>

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "core/settings/json.hpp"
#include "io/console/api_for_tests.hpp"

namespace portero::console {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(ApiTest, TellsNothingAndDoesNothingForStrangers) {
  const std::set<std::string> open{"GET /livez", "GET /api/v1/session", "POST /api/v1/session",
                                   "POST /api/v1/claim"};
  for (const std::string& route : Api::routes()) {
    if (open.contains(route)) continue;
    std::string asking = route;
    if (const auto brace = route.find('{'); brace != route.npos)
      asking.replace(brace, route.find('}') + 1 - brace, "7");
    EXPECT_THAT(ask(asking), StartsWith("HTTP/1.1 401 ")) << asking;
  }
  cookie_ = "Cookie: __Host-portero=\r\n";
  EXPECT_THAT(ask("GET /api/v1/status"), StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(asked, testing::IsEmpty());
  EXPECT_THAT(wishes, testing::IsEmpty());
  EXPECT_THAT(of_photos, testing::IsEmpty());
}

TEST_F(ApiTest, TheFirstWhoComesSetsThePassword) {
  EXPECT_THAT(ask("GET /api/v1/session"), HasSubstr(R"({"claimed":false,"signed_in":false})"));
  sign_in();
  EXPECT_THAT(cookie_, HasSubstr("__Host-portero="));
  EXPECT_THAT(ask("GET /api/v1/session"), HasSubstr(R"({"claimed":true,"signed_in":true})"));
  EXPECT_THAT(ask("GET /api/v1/status"), StartsWith("HTTP/1.1 204 "));
}

TEST_F(ApiTest, ACookieIsForThisHostAloneAndOutOfReachOfScripts) {
  const std::string told =
      ask("POST /api/v1/claim",
          R"({"code":")" + gate->claim_code().value() + R"(","password":"correct horse battery"})");
  EXPECT_THAT(told, testing::ContainsRegex(
                        "Set-Cookie: __Host-portero=[A-Za-z0-9_-]+; Path=/; Secure; HttpOnly; "
                        "SameSite=Strict\r\n"));
}

TEST_F(ApiTest, SignsInAndOut) {
  sign_in();
  EXPECT_THAT(ask("DELETE /api/v1/session"), HasSubstr("__Host-portero=; "));
  EXPECT_THAT(ask("GET /api/v1/status"), StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(ask("POST /api/v1/session", R"({"password":"wrong horse battery"})"),
              StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(ask("POST /api/v1/session", R"({"password":"correct horse battery"})"),
              StartsWith("HTTP/1.1 204 "));
}

TEST_F(ApiTest, AnotherPasswordSignsAllOthersOut) {
  sign_in();
  const std::string other = cookie_;
  EXPECT_THAT(ask("PUT /api/v1/password", R"({"old":"wrong","new":"battery staple horse"})"),
              StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(ask("PUT /api/v1/password", R"({"old":"correct horse battery","new":"short"})"),
              HasSubstr(R"("field":"new")"));
  EXPECT_THAT(ask("GET /api/v1/session"), HasSubstr(R"("signed_in":true)"));
  const std::string told = ask("PUT /api/v1/password",
                               R"({"old":"correct horse battery","new":"battery staple horse"})");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 204 "));
  EXPECT_THAT(told, HasSubstr("Set-Cookie: __Host-portero="));
  EXPECT_THAT(ask("GET /api/v1/status"), StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(ask("POST /api/v1/session", R"({"password":"correct horse battery"})"),
              StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(ask("POST /api/v1/session", R"({"password":"battery staple horse"})"),
              StartsWith("HTTP/1.1 204 "));
}

// Where the browser sends the cookie nevertheless.
TEST_F(ApiTest, APageOfAnotherSiteDoesNothing) {
  sign_in();
  for (const std::string site : {"cross-site", "same-site"})
    EXPECT_THAT(ask("POST /api/v1/hang_up", "", "Sec-Fetch-Site: " + site + "\r\n"),
                StartsWith("HTTP/1.1 403 "));
  EXPECT_THAT(ask("GET /api/v1/live?duty=1", "", "Sec-Fetch-Site: same-site\r\n"),
              StartsWith("HTTP/1.1 403 "));
  EXPECT_THAT(asked, testing::IsEmpty());
  EXPECT_THAT(wishes, testing::IsEmpty());
  EXPECT_THAT(ask("POST /api/v1/hang_up", "", "Sec-Fetch-Site: same-origin\r\n"),
              StartsWith("HTTP/1.1 204 "));
}

TEST_F(ApiTest, CallsAndHangsUp) {
  sign_in();
  EXPECT_THAT(ask("POST /api/v1/call", R"({"extension":"201"})"), StartsWith("HTTP/1.1 204 "));
  ask("POST /api/v1/hang_up");
  EXPECT_THAT(asked, testing::ElementsAre(control::Request{control::Call{"201"}},
                                          control::Request{control::HangUp{}}));
  reply = control::Refused{"no_such_extension", "No."};
  EXPECT_THAT(ask("POST /api/v1/call", R"({"extension":"x"})"), StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(ask("POST /api/v1/call", R"({"extension":7})"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(ask("POST /api/v1/call", "201"), StartsWith("HTTP/1.1 400 "));
}

TEST_F(ApiTest, ChangesSettingsInPlaceOfThoseThatWereLookedAt) {
  sign_in();
  reply = control::SettingsInForce{.settings = "{}", .version = "8"};
  EXPECT_THAT(ask("GET /api/v1/settings"), HasSubstr("ETag: \"8\"\r\n"));
  EXPECT_THAT(ask("PATCH /api/v1/settings", R"({"sip.video":false})", "If-Match: \"8\"\r\n"),
              StartsWith("HTTP/1.1 200 "));
  const control::ChangeSettings change{{{"sip.video", settings::Value{false}}}, "8"};
  EXPECT_EQ(asked.back(), control::Request{control::ToSettings{change}});
  reply = control::Refused{"wrong_settings", "No.", {{"sip.transport", "is not a choice"}}};
  const std::string told = ask("PATCH /api/v1/settings", R"({"sip.transport":"smoke"})");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(told, HasSubstr("application/problem+json"));
  EXPECT_THAT(told,
              HasSubstr(R"("errors":[{"field":"sip.transport","detail":"is not a choice"}])"));
  EXPECT_THAT(ask("PATCH /api/v1/settings", "[]"), StartsWith("HTTP/1.1 400 "));
}

TEST_F(ApiTest, AsksForPagesOfTheRecord) {
  sign_in();
  reply = control::EventsKept{};
  EXPECT_THAT(ask("GET /api/v1/events?limit=5&before=9"), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(asked.back(), (control::Request{control::AskEvents{{.limit = 5, .before = 9}}}));
  for (const std::string query : {"limit=0", "limit=x", "limit=", "before=-1", "limit=1e9"})
    EXPECT_THAT(ask("GET /api/v1/calls?" + query), StartsWith("HTTP/1.1 400 ")) << query;
}

TEST_F(ApiTest, StartsTheChecksAndTellsThemSoFar) {
  sign_in();
  reply = diagnostics::Report{
      .run = 3,
      .running = true,
      .checks = {{diagnostics::CheckId::clock, {diagnostics::Outcome::fail, "It is 1970.", "x"}}}};
  EXPECT_THAT(ask("POST /api/v1/diagnostics"), StartsWith("HTTP/1.1 202 "));
  EXPECT_EQ(asked.back(), (control::Request{control::ToDiagnostics{control::Diagnose{}}}));
  const std::string told = ask("GET /api/v1/diagnostics");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(told, HasSubstr(R"("run":3,"running":true,"checks":[{"id":"clock","title":"Clock",)"
                              R"("outcome":"fail","found":"It is 1970.","advice":"x"}])"));
  EXPECT_EQ(asked.back(), (control::Request{control::ToDiagnostics{control::AskDiagnostics{}}}));
}

TEST_F(ApiTest, SaysWhatIsNotThere) {
  EXPECT_THAT(ask("GET /api/v1/nothing"), StartsWith("HTTP/1.1 404 "));
  const std::string told = ask("PUT /api/v1/session");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(told, HasSubstr("Allow: GET, POST, DELETE\r\n"));
  EXPECT_THAT(ask("HEAD /livez"), StartsWith("HTTP/1.1 204 "));
}

TEST_F(ApiTest, TheLogIsAFileToBeKept) {
  EXPECT_THAT(ask("GET /api/v1/log"), StartsWith("HTTP/1.1 401 "));
  sign_in();
  testing::internal::CaptureStderr();
  log.warning("sip", "not registered", {{"why", "no answer"}});
  std::ignore = testing::internal::GetCapturedStderr();
  const std::string told = ask("GET /api/v1/log");
  EXPECT_THAT(told, HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_THAT(told, HasSubstr("attachment; filename=\"portero-station.log\""));
  EXPECT_THAT(told, HasSubstr("Z warning sip: not registered why=\"no answer\"\n"));
}

TEST_F(ApiTest, TheLogIsFollowed) {
  EXPECT_THAT(ask("GET /api/v1/log/live"), StartsWith("HTTP/1.1 401 "));
  sign_in();
  EXPECT_THAT(ask("GET /api/v1/log/live"), HasSubstr("event: lines\ndata: []\n"));
}

// What the document of the API says there is, and nothing else.
TEST_F(ApiTest, HasTheRoutesOfItsDocument) {
  std::ifstream file{PORTERO_SOURCE_DIR "/api/station.openapi.yaml"};
  ASSERT_TRUE(file);
  std::set<std::string> documented;
  std::string path;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("  /")) path = line.substr(2, line.find(':') - 2);
    for (const std::string method : {"get", "post", "put", "patch", "delete"}) {
      if (line != "    " + method + ":") continue;
      std::string large = method;
      for (char& letter : large) letter = static_cast<char>(letter - 'a' + 'A');
      documented.insert(large + " " + path);
    }
  }
  const auto routes = Api::routes();
  EXPECT_EQ(documented, (std::set<std::string>{routes.begin(), routes.end()}));
}

}  // namespace
}  // namespace portero::console
