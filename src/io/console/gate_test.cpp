#include "io/console/gate.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::console {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr base::Duration patience = 30s;
const base::IpAddress guest{base::IpAddress::V4{192, 0, 2, 1}};
const std::string password = "correct horse battery";

struct GateTest : testing::Test {
  struct Outcome {
    int status = 0;  // 200 where there is a session
    std::string code{};
    std::string token{};
    base::Duration wait{};
  };
  static Outcome outcome_of(const std::expected<std::string, Gate::Denied>& told) {
    if (told) return {.status = 200, .token = *told};
    return {told.error().status, told.error().why.code, "", told.error().wait};
  }
  Outcome claim(const std::string& code, const std::string& with = password) {
    std::optional<Outcome> outcome;
    gate->claim(guest, code, with, [&](const auto& told) { outcome = outcome_of(told); });
    EXPECT_TRUE(loop.run_until([&] { return outcome.has_value(); }, patience));
    return outcome.value_or(Outcome{});
  }
  Outcome sign_in(const std::string& with, const base::IpAddress& from = guest) {
    std::optional<Outcome> outcome;
    gate->sign_in(from, with, [&](const auto& told) { outcome = outcome_of(told); });
    EXPECT_TRUE(loop.run_until([&] { return outcome.has_value(); }, patience));
    return outcome.value_or(Outcome{});
  }
  Outcome claim() { return claim(gate->claim_code().value_or("")); }
  std::unique_ptr<Gate> open() { return Gate::open(loop, folder.path()).value(); }

  store::TemporaryFolder folder;
  loop::EventLoop loop;
  std::unique_ptr<Gate> gate = open();
};

TEST_F(GateTest, HasNoPasswordAtFirstAndTakesNone) {
  EXPECT_FALSE(gate->is_claimed());
  EXPECT_EQ(sign_in("").code, "unclaimed");
  EXPECT_EQ(sign_in("admin").code, "unclaimed");
}

TEST_F(GateTest, WhoKnowsTheCodeSetsThePasswordAndIsIn) {
  const Outcome outcome = claim();
  EXPECT_EQ(outcome.status, 200);
  EXPECT_TRUE(gate->admits(outcome.token));
  EXPECT_TRUE(gate->is_claimed());
  EXPECT_EQ(gate->claim_code(), std::nullopt);
  EXPECT_EQ(claim("").code, "claimed") << "once";
}

TEST_F(GateTest, WhoDoesNotKnowTheCodeSetsNothing) {
  EXPECT_EQ(claim("000-000").code, "wrong_code");
  EXPECT_EQ(claim("").code, "wrong_code");
  EXPECT_FALSE(gate->is_claimed());
}

TEST_F(GateTest, APasswordThatIsTooShortIsRefusedBeforeTheCodeIsLookedAt) {
  EXPECT_EQ(claim("000-000", "short").status, 422);
  EXPECT_EQ(claim(gate->claim_code().value(), "short").status, 422);
  EXPECT_FALSE(gate->is_claimed());
}

TEST_F(GateTest, ThePasswordOutlivesTheProcessAndItsSessionsDoNot) {
  const std::string token = claim().token;
  gate.reset();
  gate = open();
  EXPECT_TRUE(gate->is_claimed());
  EXPECT_FALSE(gate->admits(token));
  EXPECT_EQ(sign_in("wrong horse battery").status, 401);
  const Outcome outcome = sign_in(password);
  EXPECT_EQ(outcome.status, 200);
  EXPECT_TRUE(gate->admits(outcome.token));
  gate->sign_out(outcome.token);
  EXPECT_FALSE(gate->admits(outcome.token));
}

TEST_F(GateTest, KeepsAHashAlone) {
  claim();
  std::ifstream file{folder.path() / Gate::password_file};
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("$argon2id$"));
  EXPECT_THAT(text.str(), Not(HasSubstr("horse")));
}

TEST_F(GateTest, WhoGuessesWaitsAndNobodyElse) {
  claim();
  Outcome last{};
  for (int i = 0; i < 10 && last.code != "wait"; ++i) last = sign_in("wrong horse battery");
  EXPECT_EQ(last.status, 429);
  EXPECT_GT(last.wait, 0s);
  EXPECT_EQ(sign_in(password).code, "wait") << "the right one, too";
  EXPECT_EQ(sign_in(password, base::IpAddress{base::IpAddress::V4{192, 0, 2, 2}}).status, 200);
}

TEST_F(GateTest, GuessersOfTheCodeWaitToo) {
  Outcome last{};
  for (int i = 0; i < 10 && last.code != "wait"; ++i) last = claim("000-000");
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(claim().code, "wait");
}

// Each hash takes memory and a core of a small device.
TEST_F(GateTest, NotMoreThanAFewAreExaminedAtOnce) {
  claim();
  std::vector<int> statuses;
  for (std::uint8_t i = 0; i < 20; ++i)
    gate->sign_in(base::IpAddress{base::IpAddress::V4{198, 51, 100, i}}, password,
                  [&](const auto& told) { statuses.push_back(outcome_of(told).status); });
  EXPECT_TRUE(loop.run_until([&] { return statuses.size() == 20; }, patience));
  EXPECT_EQ(std::ranges::count(statuses, 429),
            20 - 1 - static_cast<std::ptrdiff_t>(Hasher::max_waiting));
  EXPECT_EQ(std::ranges::count(statuses, 200),
            1 + static_cast<std::ptrdiff_t>(Hasher::max_waiting));
}

TEST_F(GateTest, MayBeDestroyedWhileItExamines) {
  claim();
  bool told = false;
  gate->sign_in(guest, password, [&](const auto&) { told = true; });
  gate.reset();
  loop.run_for(200ms);
  EXPECT_FALSE(told);
}

TEST_F(GateTest, SaysWhereThePasswordCannotBeRead) {
  std::filesystem::create_directory(folder.path() / Gate::password_file);
  const auto opened = Gate::open(loop, folder.path());
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error(), HasSubstr("console-password"));
}

}  // namespace
}  // namespace portero::console
