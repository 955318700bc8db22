#include "core/sip/session_timer.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using namespace std::chrono_literals;

constexpr base::TimePoint start{100s};

Headers with(std::initializer_list<std::pair<HeaderId, std::string_view>> fields) {
  Headers headers;
  for (const auto& [id, value] : fields) headers.append(id, value);
  return headers;
}

std::string_view text(const Headers& headers, HeaderId id) {
  return headers.first(id).value_or("absent");
}

TEST(SessionTimer, ProposesHalfAnHourAndLeavesTheRolesOpen) {
  Headers invite;
  SessionTimer{{}}.propose(invite);
  EXPECT_EQ(text(invite, HeaderId::session_expires), "1800");
  EXPECT_EQ(text(invite, HeaderId::min_se), "90");
}

TEST(SessionTimer, DoesNotRunWhereTheAnswerSaysNothingOfIt) {
  SessionTimer timer{{}};
  timer.accepted(Headers{}, start);
  EXPECT_EQ(timer.next_deadline(), std::nullopt);
  EXPECT_FALSE(timer.expired(start + 24h));
}

TEST(SessionTimer, RefreshesAtHalfTimeWhereItIsOurTurn) {
  SessionTimer timer{{}};
  timer.accepted(with({{HeaderId::session_expires, "1000;refresher=uac"}}), start);
  EXPECT_EQ(timer.next_deadline(), start + 500s);
  EXPECT_FALSE(timer.refresh_due(start + 499s));
  EXPECT_TRUE(timer.refresh_due(start + 500s));
  EXPECT_FALSE(timer.refresh_due(start + 501s));
  EXPECT_FALSE(timer.expired(start + 999s));
  EXPECT_TRUE(timer.expired(start + 1000s));
}

// A phone had asked for 90 s. The refresh wanted 1800 s again, so that each refresh began to haggle
// anew, and a phone that took it at its word expected no more of us for half an hour.
TEST(SessionTimer, ARefreshBeginsANewIntervalOfTheSameLengthWithTheSameRoles) {
  SessionTimer timer{{}};
  timer.accepted(with({{HeaderId::session_expires, "1000;refresher=uac"}}), start);
  Headers update;
  timer.propose(update);
  EXPECT_EQ(text(update, HeaderId::session_expires), "1000;refresher=uac");
  timer.accepted(with({{HeaderId::session_expires, "1000;refresher=uac"}}), start + 500s);
  EXPECT_EQ(timer.next_deadline(), start + 1000s);
}

TEST(SessionTimer, GivesUpALittleBeforeTheEndWhereItIsTheirTurn) {
  SessionTimer timer{{}};
  timer.accepted(with({{HeaderId::session_expires, "1800;refresher=uas"}}), start);
  EXPECT_FALSE(timer.refresh_due(start + 1700s));
  EXPECT_FALSE(timer.expired(start + 1767s));
  EXPECT_TRUE(timer.expired(start + 1768s));
  timer.accepted(with({{HeaderId::session_expires, "90;refresher=uas"}}), start);
  EXPECT_TRUE(timer.expired(start + 60s));
}

TEST(SessionTimer, TriesAgainAfterARefreshThatFailed) {
  SessionTimer timer{{}};
  timer.accepted(with({{HeaderId::session_expires, "1000;refresher=uac"}}), start);
  EXPECT_TRUE(timer.refresh_due(start + 500s));
  timer.refresh_failed(start + 500s);
  EXPECT_EQ(timer.next_deadline(), start + 750s);
  EXPECT_TRUE(timer.refresh_due(start + 750s));
  timer.refresh_failed(start + 995s);
  EXPECT_EQ(timer.next_deadline(), start + 1000s);
}

TEST(SessionTimer, TakesALongerIntervalThatIsDemanded) {
  SessionTimer timer{{}};
  EXPECT_TRUE(timer.refused(with({{HeaderId::min_se, "3600"}})));
  Headers again;
  timer.propose(again);
  EXPECT_EQ(text(again, HeaderId::session_expires), "3600");
  EXPECT_EQ(text(again, HeaderId::min_se), "3600");
}

TEST(SessionTimer, DoesNotObeyA422WithoutALongerInterval) {
  SessionTimer timer{{}};
  EXPECT_FALSE(timer.refused(Headers{}));
  EXPECT_FALSE(timer.refused(with({{HeaderId::min_se, "90"}})));
  EXPECT_FALSE(timer.refused(with({{HeaderId::min_se, "4294967295"}})));
}

TEST(SessionTimer, RefusesSessionsThatAreTooShort) {
  const SessionTimer timer{{}};
  EXPECT_TRUE(timer.too_short(with({{HeaderId::session_expires, "89"}})));
  EXPECT_FALSE(timer.too_short(with({{HeaderId::session_expires, "90"}})));
  EXPECT_FALSE(timer.too_short(Headers{}));
}

struct Roles {
  std::string_view asked;
  std::string_view supported;
  std::string_view answered;
  std::string_view require;
  bool ours;
};

class SessionTimerRoles : public testing::TestWithParam<Roles> {};

// RFC 4028 table 2.
TEST_P(SessionTimerRoles, AreThoseOfTheTable) {
  SessionTimer timer{{}};
  Headers response;
  timer.accept(with({{HeaderId::session_expires, GetParam().asked},
                     {HeaderId::supported, GetParam().supported}}),
               response, start);
  EXPECT_EQ(text(response, HeaderId::session_expires), GetParam().answered);
  EXPECT_EQ(text(response, HeaderId::require), GetParam().require);
  EXPECT_EQ(timer.refresh_due(start + 500s), GetParam().ours);
}

INSTANTIATE_TEST_SUITE_P(
    All, SessionTimerRoles,
    testing::Values(Roles{"1000", "timer", "1000;refresher=uac", "timer", false},
                    Roles{"1000;refresher=uac", "timer", "1000;refresher=uac", "timer", false},
                    Roles{"1000;refresher=uas", "timer", "1000;refresher=uas", "absent", true},
                    Roles{"1000", "", "1000;refresher=uas", "absent", true},
                    Roles{"9000", "timer", "1800;refresher=uac", "timer", false}));

TEST(SessionTimer, DoesNotShortenBelowTheirMinimum) {
  SessionTimer timer{{}};
  Headers response;
  timer.accept(with({{HeaderId::session_expires, "9000"},
                     {HeaderId::min_se, "7200"},
                     {HeaderId::supported, "timer"}}),
               response, start);
  EXPECT_EQ(text(response, HeaderId::session_expires), "7200;refresher=uac");
}

TEST(SessionTimer, StopsWhenARefreshNoLongerAsksForIt) {
  SessionTimer timer{{}};
  timer.accepted(with({{HeaderId::session_expires, "1000"}}), start);
  Headers response;
  timer.accept(Headers{}, response, start);
  EXPECT_EQ(timer.next_deadline(), std::nullopt);
}

// An answer of one second would have us send a refresh twice a second.
TEST(SessionTimer, IsNotHurriedByAnAnswerBelowTheLimit) {
  SessionTimer timer{{}};
  timer.accepted(with({{HeaderId::session_expires, "1;refresher=uac"}}), start);
  EXPECT_EQ(timer.next_deadline(), start + 45s);
}

}  // namespace
}  // namespace portero::sip
