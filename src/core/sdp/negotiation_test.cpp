#include "core/sdp/negotiation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

using testing::HasSubstr;

constexpr std::string_view pcma = "m=audio 40000 RTP/AVP 8\n";
constexpr std::string_view pcmu = "m=audio 40000 RTP/AVP 0\n";
constexpr std::string_view pcma_held = "m=audio 40000 RTP/AVP 8\na=sendonly\n";

class SdpNegotiation : public testing::Test {
 protected:
  template <class Result>
  Result expect(const NegotiationInput& input) {
    const NegotiationResult result = dialog.handle(input);
    if (const auto* wanted = std::get_if<Result>(&result)) return *wanted;
    ADD_FAILURE() << "another result than expected: " << result.index();
    return {};
  }

  std::string we_offer(const Preferences& preferences = in_the_clear()) {
    return expect<SendOffer>(OfferWanted{station(), preferences}).sdp;
  }
  SendAnswer they_offer(std::string_view lines) {
    expect<PrepareMedia>(OfferArrived{with_head(lines)});
    return expect<SendAnswer>(AnswerWanted{station(), in_the_clear()});
  }
  UseAgreement they_answer(std::string_view lines, bool reliable = true) {
    return expect<UseAgreement>(AnswerArrived{with_head(lines), reliable});
  }
  AudioCodec codec() const { return dialog.agreement()->audio->formats.front().codec; }

  Negotiation dialog{"77"};
};

TEST_F(SdpNegotiation, OurInviteIsAnsweredInThe200) {
  EXPECT_THAT(we_offer(), HasSubstr("o=- 77 1 IN IP4 192.0.2.1\r\n"));
  EXPECT_EQ(dialog.agreement(), nullptr);
  EXPECT_TRUE(they_answer(pcma).changed);
  EXPECT_EQ(codec(), AudioCodec::pcma);
}

TEST_F(SdpNegotiation, TheirInviteIsAnsweredWhenMediaIsReady) {
  const SendAnswer answer = they_offer(pcma);
  EXPECT_TRUE(answer.changed);
  EXPECT_THAT(answer.sdp, HasSubstr("m=audio 5004 RTP/AVP 8\r\n"));
  EXPECT_EQ(*dialog.agreement(), answer.agreement);
}

TEST_F(SdpNegotiation, AnInviteWithoutOfferGetsOursAndTheAckAnswersIt) {
  we_offer();
  they_answer(pcmu);
  EXPECT_EQ(codec(), AudioCodec::pcmu);
}

TEST_F(SdpNegotiation, AnAckWithoutAnswerIsToldAsARefusal) {
  we_offer();
  const Refuse refuse = expect<Refuse>(RequestSucceeded{});
  EXPECT_EQ(refuse.rejection.text, "The other side accepted our offer without an answer to it");
}

// Early media: the picture flows from the 183 on, before anybody has answered.
TEST_F(SdpNegotiation, AnUnreliable183IsUsedAndThe200Decides) {
  we_offer();
  const std::string early =
      std::string{pcma} + "m=video 40002 RTP/AVP 107\na=rtpmap:107 VP8/90000\n";
  EXPECT_TRUE(they_answer(early, false).agreement.video);
  EXPECT_EQ(dialog.agreement(), nullptr);
  EXPECT_FALSE(they_answer(early, true).changed);
  EXPECT_TRUE(dialog.agreement()->video);
}

TEST_F(SdpNegotiation, A200MayDifferFromThe183) {
  we_offer();
  they_answer(pcma, false);
  EXPECT_FALSE(they_answer(pcma, false).changed);
  EXPECT_TRUE(they_answer(pcmu).changed);
  EXPECT_EQ(codec(), AudioCodec::pcmu);
}

TEST_F(SdpNegotiation, A200WithoutDescriptionConfirmsThe183) {
  we_offer();
  they_answer(pcma, false);
  EXPECT_FALSE(expect<UseAgreement>(RequestSucceeded{}).changed);
  EXPECT_EQ(codec(), AudioCodec::pcma);
}

TEST_F(SdpNegotiation, AReliable183CompletesAndThe200MayRepeatItOrNot) {
  we_offer();
  they_answer(pcma);
  EXPECT_FALSE(they_answer(pcma).changed);
  EXPECT_TRUE(they_answer(pcmu).changed);
  EXPECT_EQ(codec(), AudioCodec::pcmu);
}

// UPDATE within early media, after PRACK completed the first exchange (RFC 6337 section 2.2).
TEST_F(SdpNegotiation, AnUpdateMayFollowAReliable183) {
  we_offer();
  they_answer(pcma);
  EXPECT_EQ(they_offer(pcmu).agreement.audio->formats.front().codec, AudioCodec::pcmu);
}

TEST_F(SdpNegotiation, TheirOfferMeetingOursIsAGlare) {
  we_offer();
  EXPECT_EQ(expect<Glare>(OfferArrived{with_head(pcma)}).pending, Offerer::us);
  they_answer(pcma, false);
  EXPECT_EQ(expect<Glare>(OfferArrived{with_head(pcma)}).pending, Offerer::us);
  they_answer(pcma);
  they_offer(pcmu);
}

TEST_F(SdpNegotiation, NothingIsOfferedWhileTheirsWaits) {
  expect<PrepareMedia>(OfferArrived{with_head(pcma)});
  EXPECT_EQ(expect<Glare>(OfferWanted{station(), in_the_clear()}).pending, Offerer::them);
  EXPECT_EQ(expect<Glare>(OfferArrived{with_head(pcmu)}).pending, Offerer::them);
  expect<Nothing>(OfferDeclined{});
  we_offer();
}

TEST_F(SdpNegotiation, HoldAndResumeKeepTheRest) {
  they_offer(pcma);
  const SendAnswer held = they_offer(pcma_held);
  EXPECT_TRUE(held.changed && is_on_hold(held.agreement));
  EXPECT_THAT(held.sdp, HasSubstr("o=- 77 2 "));
  const SendAnswer resumed = they_offer(pcma);
  EXPECT_TRUE(resumed.changed);
  EXPECT_FALSE(is_on_hold(resumed.agreement));
  EXPECT_THAT(resumed.sdp, HasSubstr("o=- 77 3 "));
}

// Session timers (RFC 4028) repeat the description every few minutes.
TEST_F(SdpNegotiation, ARefreshCostsNothing) {
  const SendAnswer first = they_offer(pcma);
  const SendAnswer again = expect<SendAnswer>(OfferArrived{with_head(pcma)});
  EXPECT_EQ(again.sdp, first.sdp);
  EXPECT_FALSE(again.changed);

  std::string next_version = with_head(pcma);
  next_version.replace(next_version.find("phone 1 1"), 9, "phone 1 2");
  EXPECT_FALSE(expect<SendAnswer>(OfferArrived{next_version}).changed);
}

TEST_F(SdpNegotiation, ARefreshOfACallThatWeOfferedChangesNothingEither) {
  we_offer();
  they_answer(pcma);
  const SendAnswer refresh = expect<SendAnswer>(OfferArrived{with_head(pcma)});
  EXPECT_FALSE(refresh.changed);
  EXPECT_THAT(refresh.sdp, HasSubstr("m=audio 5004 RTP/AVP 8\r\n"));
}

TEST_F(SdpNegotiation, OurRefreshKeepsTheVersion) {
  const std::string first = we_offer(in_the_clear("PCMA-8000"));
  they_answer(pcma);
  EXPECT_EQ(we_offer(in_the_clear("PCMA-8000")), first);
  EXPECT_FALSE(they_answer(pcma).changed);
  EXPECT_THAT(we_offer(in_the_clear("PCMU-8000")), HasSubstr("o=- 77 2 "));
}

TEST_F(SdpNegotiation, AFailedOfferLeavesWhatWasAgreed) {
  they_offer(pcma);
  we_offer(in_the_clear("PCMU-8000"));
  expect<Nothing>(OfferFailed{});
  EXPECT_EQ(codec(), AudioCodec::pcma);
  // The refresh is answered from what is in force, and its version counts past the failed one.
  const SendAnswer refresh = expect<SendAnswer>(OfferArrived{with_head(pcma)});
  EXPECT_FALSE(refresh.changed);
  EXPECT_THAT(refresh.sdp, HasSubstr("o=- 77 3 "));
}

TEST_F(SdpNegotiation, ARefusedOfferLeavesWhatWasAgreed) {
  they_offer(pcma);
  expect<PrepareMedia>(OfferArrived{with_head("m=audio 9 RTP/AVP 18\n")});
  const Refuse refuse = expect<Refuse>(AnswerWanted{station(), in_the_clear()});
  EXPECT_EQ(refuse.rejection.code, WarnCode::incompatible_media_format);
  EXPECT_EQ(codec(), AudioCodec::pcma);
  they_offer(pcmu);
}

TEST_F(SdpNegotiation, AnUnusableAnswerEndsTheExchange) {
  we_offer();
  expect<Refuse>(AnswerArrived{with_head("m=audio 9 RTP/AVP 18\n")});
  EXPECT_EQ(dialog.agreement(), nullptr);
  we_offer();
}

TEST_F(SdpNegotiation, WhatCannotBeReadIsRefusedWithItsLine) {
  const Refuse refuse = expect<Refuse>(OfferArrived{"v=0\r\nnonsense\r\n"});
  EXPECT_EQ(refuse.rejection.status, 400);
  EXPECT_EQ(refuse.rejection.text,
            "The session description cannot be read: line 2: this is not of the form x=value");
  we_offer();
  expect<Refuse>(AnswerArrived{"nonsense"});
  they_offer(pcma);
}

TEST_F(SdpNegotiation, InputsThatFitNothingChangeNothing) {
  expect<Nothing>(AnswerArrived{with_head(pcma)});
  expect<Nothing>(AnswerWanted{station(), in_the_clear()});
  expect<Nothing>(RequestSucceeded{});
  expect<Nothing>(OfferFailed{});
  they_offer(pcma);
  expect<Nothing>(AnswerArrived{with_head(pcmu)});
  EXPECT_EQ(codec(), AudioCodec::pcma);
}

// A proxy forks our INVITE to two phones: each early dialog goes on from the same offer.
TEST_F(SdpNegotiation, AForkedInviteIsCopiedForEachEarlyDialog) {
  we_offer();
  Negotiation other = dialog;
  they_answer(pcma, false);
  const auto result = other.handle(AnswerArrived{with_head(pcmu)});
  EXPECT_EQ(std::get<UseAgreement>(result).agreement.audio->formats.front().codec,
            AudioCodec::pcmu);
  EXPECT_EQ(dialog.agreement(), nullptr);
}

}  // namespace
}  // namespace portero::sdp
