#include "core/sip/digest_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/digest.hpp"
#include "core/sip/digest_client.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;
using testing::SizeIs;

constexpr base::TimePoint start{};

class ADoorThatIsCalled : public testing::Test {
 protected:
  DigestCredentials answer(std::string_view body = "") {
    return phone_.credentials("INVITE", "sip:door", body, "c").value();
  }
  DigestVerdict check(const DigestCredentials& credentials, base::TimePoint now = start,
                      std::string_view body = "") {
    return server_.check(credentials, "secret", "INVITE", body, now);
  }

  DigestServer server_{"door", 60s};
  DigestClient phone_{{"100", "secret"}};
};

TEST_F(ADoorThatIsCalled, ChallengesTheStrongestAlgorithmFirst) {
  const auto challenges = server_.challenge("n", true, start);
  ASSERT_THAT(challenges, SizeIs(3));
  EXPECT_EQ(challenges[0].algorithm, DigestAlgorithm::sha_512_256);
  EXPECT_EQ(challenges[1].algorithm, DigestAlgorithm::sha_256);
  EXPECT_EQ(challenges[2].algorithm, DigestAlgorithm::md5);
  EXPECT_TRUE(challenges[2].stale);
}

TEST_F(ADoorThatIsCalled, AcceptsEachCountOfANonceOnce) {
  ASSERT_TRUE(phone_.challenged(server_.challenge("n", false, start)));
  const DigestCredentials first = answer();
  EXPECT_EQ(check(first), DigestVerdict::accepted);
  EXPECT_EQ(check(first), DigestVerdict::stale) << "a replay";
  EXPECT_EQ(check(answer()), DigestVerdict::accepted);
}

TEST_F(ADoorThatIsCalled, ForgetsANonceAfterItsLifetime) {
  ASSERT_TRUE(phone_.challenged(server_.challenge("n", false, start)));
  EXPECT_EQ(check(answer(), start + 59s), DigestVerdict::accepted);
  EXPECT_EQ(check(answer(), start + 60s), DigestVerdict::stale);
}

TEST_F(ADoorThatIsCalled, RefusesWhatIsNotWhatWasHashed) {
  ASSERT_TRUE(phone_.challenged(server_.challenge("n", false, start)));
  const DigestCredentials good = answer();
  EXPECT_EQ(server_.check(good, "Secret", "INVITE", "", start), DigestVerdict::wrong);
  EXPECT_EQ(server_.check(good, "secret", "BYE", "", start), DigestVerdict::wrong);
  DigestCredentials changed = good;
  changed.realm = "gate";
  EXPECT_EQ(check(changed), DigestVerdict::wrong);
  changed = good;
  changed.response = "";
  EXPECT_EQ(check(changed), DigestVerdict::wrong);
  changed = good;
  changed.qop = "";
  changed.response = *digest_response(changed, "secret", "INVITE", "");
  EXPECT_EQ(check(changed), DigestVerdict::wrong) << "without qop a replay could not be told";
  EXPECT_EQ(check(good), DigestVerdict::accepted);
}

TEST_F(ADoorThatIsCalled, ChecksTheBodyWithAuthInt) {
  auto challenges = server_.challenge("n", false, start);
  challenges[0].qop = {"auth-int"};
  ASSERT_TRUE(phone_.challenged(challenges));
  const DigestCredentials credentials = answer("v=0");
  EXPECT_EQ(check(credentials, start, "v=1"), DigestVerdict::wrong);
  EXPECT_EQ(check(credentials, start, "v=0"), DigestVerdict::accepted);
}

TEST_F(ADoorThatIsCalled, RemembersALimitedNumberOfNonces) {
  ASSERT_TRUE(phone_.challenged(server_.challenge("n", false, start)));
  for (std::size_t i = 1; i < max_digest_nonces; ++i)
    static_cast<void>(server_.challenge(std::to_string(i), false, start));
  EXPECT_EQ(check(answer()), DigestVerdict::accepted);
  static_cast<void>(server_.challenge("one more", false, start));
  EXPECT_EQ(check(answer()), DigestVerdict::stale);
}

}  // namespace
}  // namespace portero::sip
