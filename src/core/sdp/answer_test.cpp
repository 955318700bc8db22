#include "core/sdp/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Identity identity{.session_id = "77", .version = 1};

Answer answer_to(std::string_view offer, const Preferences& preferences = in_the_clear(),
                 const LocalMedia& local = station()) {
  auto answer = make_answer(described(offer), local, preferences, identity);
  if (!answer) {
    ADD_FAILURE() << "refused: " << answer.error().text;
    return {};
  }
  return *std::move(answer);
}

AudioCodec codec_for(std::string_view offer, const Preferences& preferences = in_the_clear()) {
  const auto answer = answer_to(offer, preferences);
  return answer.agreement.audio.value().formats.at(0).codec;
}

TEST(SdpAnswer, TakesTheBestCodecWithTheirPayloadTypes) {
  const Answer answer = answer_to(
      "m=audio 40000 RTP/AVP 0 8 111 96\n"
      "a=rtpmap:111 opus/48000/2\n"
      "a=fmtp:111 minptime=10;useinbandfec=1\n"
      "a=rtpmap:96 telephone-event/8000\n"
      "a=fmtp:96 0-16\n");
  EXPECT_EQ(lines_of(answer.session),
            "m=audio 5004 RTP/AVP 111 96\n"
            "a=rtpmap:111 opus/48000/2\n"
            "a=fmtp:111 maxplaybackrate=48000;stereo=0;useinbandfec=1\n"
            "a=rtpmap:96 telephone-event/8000\n"
            "a=fmtp:96 0-15\n"
            "a=ptime:20\n"
            "a=sendrecv\n");
  const AudioAgreement& audio = answer.agreement.audio.value();
  EXPECT_THAT(audio.formats,
              ElementsAre(AudioFormat{AudioCodec::opus, 111, 111, "minptime=10;useinbandfec=1"}));
  EXPECT_THAT(audio.telephone_events, ElementsAre(TelephoneEvent{96, 96, 8000}));
  EXPECT_EQ(audio.transport.remote_address, "192.0.2.9");
  EXPECT_EQ(audio.transport.remote_port, 40000);
  EXPECT_EQ(audio.transport.remote_rtcp_port, 40001);
  EXPECT_EQ(audio.direction, Direction::sendrecv);
  EXPECT_EQ(audio.why,
            "Opus-48000-2 is our first choice in their offer of PCMU/8000, PCMA/8000, opus/48000, "
            "telephone-event/8000");
  EXPECT_FALSE(is_on_hold(answer.agreement));
}

TEST(SdpAnswer, ReachesEachCodec) {
  const std::vector<std::pair<std::string_view, AudioCodec>> offers{
      {"m=audio 9 RTP/AVP 0 3 96\na=rtpmap:96 opus/48000/2\n", AudioCodec::opus},
      {"m=audio 9 RTP/AVP 0 8 9\n", AudioCodec::g722},
      {"m=audio 9 RTP/AVP 0 8 98 99\na=rtpmap:98 speex/16000\na=rtpmap:99 speex/32000\n",
       AudioCodec::speex_32000},
      {"m=audio 9 RTP/AVP 0 8 98 99\na=rtpmap:98 speex/16000\na=rtpmap:99 speex/8000\n",
       AudioCodec::speex_16000},
      {"m=audio 9 RTP/AVP 3 0 8\n", AudioCodec::pcma},
      {"m=audio 9 RTP/AVP 3 0 99\na=rtpmap:99 speex/8000\n", AudioCodec::pcmu},
      {"m=audio 9 RTP/AVP 3 97 99\na=rtpmap:97 iLBC/8000\na=rtpmap:99 speex/8000\n",
       AudioCodec::speex_8000},
      {"m=audio 9 RTP/AVP 3 97\na=rtpmap:97 iLBC/8000\n", AudioCodec::ilbc},
      {"m=audio 9 RTP/AVP 18 3\n", AudioCodec::gsm}};
  for (const auto& [offer, codec] : offers) {
    EXPECT_EQ(codec_for(offer), codec) << offer;
    EXPECT_EQ(codec_for(offer, in_the_clear(info(codec).setting)), codec) << offer;
  }
}

TEST(SdpAnswer, OfASingleAllowedCodecPassesOverBetterOnes) {
  EXPECT_EQ(codec_for("m=audio 9 RTP/AVP 9 8 0\n", in_the_clear("PCMU-8000")), AudioCodec::pcmu);
}

TEST(SdpAnswer, OfIlbcTakesTheLongerFrame) {
  const auto with_mode = [](std::string_view fmtp) {
    return answer_to("m=audio 9 RTP/AVP 97\na=rtpmap:97 iLBC/8000\n" + std::string{fmtp});
  };
  const Answer twenty = with_mode("a=fmtp:97 mode=20\n");
  EXPECT_THAT(lines_of(twenty.session), HasSubstr("a=fmtp:97 mode=20\na=ptime:20\n"));
  EXPECT_EQ(twenty.agreement.audio->ilbc_frame_ms, 20);
  for (const auto* fmtp : {"a=fmtp:97 mode=30\n", ""}) {
    const Answer thirty = with_mode(fmtp);
    EXPECT_THAT(lines_of(thirty.session), HasSubstr("a=fmtp:97 mode=30\na=ptime:30\n"));
    EXPECT_EQ(thirty.agreement.audio->ilbc_frame_ms, 30);
    EXPECT_EQ(thirty.agreement.audio->packet_time_ms, 30);
  }
}

TEST(SdpAnswer, TakesTelephoneEventsOfTheCodecsClockAndOf8000) {
  const Answer answer = answer_to(
      "m=audio 9 RTP/AVP 96 100 101 102\n"
      "a=rtpmap:96 opus/48000/2\n"
      "a=rtpmap:100 telephone-event/16000\n"
      "a=rtpmap:101 telephone-event/48000\n"
      "a=rtpmap:102 telephone-event/8000\n");
  EXPECT_THAT(answer.agreement.audio->telephone_events,
              ElementsAre(TelephoneEvent{101, 101, 48000}, TelephoneEvent{102, 102, 8000}));
}

TEST(SdpAnswer, SendsPacketsOfTheLengthThatTheyAsk) {
  const auto packet_time = [](std::string_view lines) {
    return answer_to("m=audio 9 RTP/AVP 8\n" + std::string{lines}).agreement.audio->packet_time_ms;
  };
  EXPECT_EQ(packet_time(""), 20);
  EXPECT_EQ(packet_time("a=ptime:40\n"), 40);
  EXPECT_EQ(packet_time("a=ptime:30\n"), 20);
  EXPECT_EQ(packet_time("a=ptime:0\n"), 20);
  EXPECT_EQ(packet_time("a=ptime:1000\n"), 60);
  EXPECT_EQ(packet_time("a=ptime:60\na=maxptime:40\n"), 40);
}

TEST(SdpAnswer, MirrorsTheDirection) {
  const auto answered = [](std::string_view attribute) {
    return answer_to("m=audio 9 RTP/AVP 8\na=" + std::string{attribute} + "\n")
        .agreement.audio->direction;
  };
  EXPECT_EQ(answered("sendrecv"), Direction::sendrecv);
  EXPECT_EQ(answered("sendonly"), Direction::recvonly);
  EXPECT_EQ(answered("recvonly"), Direction::sendonly);
  EXPECT_EQ(answered("inactive"), Direction::inactive);
}

TEST(SdpAnswer, KnowsTheThreeFormsOfHold) {
  const std::vector<std::pair<std::string_view, std::string_view>> holds{
      {"m=audio 9 RTP/AVP 8\na=sendonly\n", "a=recvonly\n"},
      {"m=audio 9 RTP/AVP 8\na=inactive\n", "a=inactive\n"},
      {"m=audio 9 RTP/AVP 8\nc=IN IP4 0.0.0.0\n", "a=recvonly\n"},
      {"m=audio 9 RTP/AVP 8\nc=IN IP4 0.0.0.0\na=inactive\n", "a=inactive\n"},
      {"m=audio 9 RTP/AVP 8\nc=IN IP6 ::\n", "a=recvonly\n"},
      {"a=inactive\nm=audio 9 RTP/AVP 8\n", "a=inactive\n"}};
  for (const auto& [offer, direction] : holds) {
    const Answer answer = answer_to(offer);
    EXPECT_TRUE(is_on_hold(answer.agreement)) << offer;
    EXPECT_THAT(lines_of(answer.session), HasSubstr(direction)) << offer;
    EXPECT_THAT(lines_of(answer.session), HasSubstr("m=audio 5004 ")) << offer;
  }
  EXPECT_FALSE(is_on_hold(answer_to("m=audio 9 RTP/AVP 8\na=sendrecv\n").agreement));
}

TEST(SdpAnswer, TakesTheFirstAudioLineThatCanBeAndRefusesTheRest) {
  const Answer answer = answer_to(
      "m=audio 10 RTP/SAVP 8\n"
      "m=audio 20 RTP/AVP 18\n"
      "m=audio 30 RTP/AVP 0\n"
      "m=audio 40 RTP/AVP 8\n"
      "m=application 50 TCP/BFCP *\n"
      "m=image 0 udptl t38\n");
  EXPECT_EQ(lines_of(answer.session),
            "m=audio 0 RTP/SAVP 8\n"
            "m=audio 0 RTP/AVP 18\n"
            "m=audio 5004 RTP/AVP 0\n"
            "a=rtpmap:0 PCMU/8000\n"
            "a=ptime:20\n"
            "a=sendrecv\n"
            "m=audio 0 RTP/AVP 8\n"
            "m=application 0 TCP/BFCP *\n"
            "m=image 0 udptl t38\n");
  EXPECT_EQ(answer.agreement.audio->line, 2U);
  EXPECT_EQ(answer.agreement.audio->transport.remote_port, 30);
}

TEST(SdpAnswer, SharesTheRtcpPortWhereTheyOfferIt) {
  const Answer answer = answer_to("m=audio 30000 RTP/AVP 8\na=rtcp-mux\na=rtcp:30005\n");
  EXPECT_THAT(lines_of(answer.session), HasSubstr("a=rtcp-mux\n"));
  EXPECT_TRUE(answer.agreement.audio->transport.rtcp_mux);
  EXPECT_EQ(answer.agreement.audio->transport.remote_rtcp_port, 30000);

  Preferences apart = in_the_clear();
  apart.rtcp_mux = false;
  const Answer two = answer_to("m=audio 30000 RTP/AVP 8\na=rtcp-mux\na=rtcp:30005\n", apart);
  EXPECT_THAT(lines_of(two.session), Not(HasSubstr("rtcp-mux")));
  EXPECT_EQ(two.agreement.audio->transport.remote_rtcp_port, 30005);
}

TEST(SdpAnswer, PassesIceThroughWhereTheyOfferIt) {
  LocalMedia local = station();
  local.ice = IceDescription{.ufrag = "our", .password = "secret"};
  local.audio.candidates = {*Candidate::parse("1 1 udp 1 192.0.2.1 5004 typ host")};
  const Answer answer = answer_to(
      "m=audio 9 RTP/AVP 8\nc=IN IP4 0.0.0.0\n"
      "a=ice-ufrag:their\na=ice-pwd:word\na=ice-options:trickle\n"
      "a=candidate:7 1 udp 9 192.0.2.9 40000 typ host generation 0\n",
      in_the_clear(), local);
  EXPECT_THAT(lines_of(answer.session),
              HasSubstr("a=ice-ufrag:our\na=ice-pwd:secret\n"
                        "a=candidate:1 1 udp 1 192.0.2.1 5004 typ host\n"));
  const auto& ice = answer.agreement.audio->transport.remote_ice.value();
  EXPECT_EQ(ice.ufrag, "their");
  EXPECT_EQ(ice.options, "trickle");
  EXPECT_EQ(ice.candidates.at(0).text(), "7 1 udp 9 192.0.2.9 40000 typ host generation 0");
  EXPECT_FALSE(is_on_hold(answer.agreement));

  const Answer without = answer_to("m=audio 9 RTP/AVP 8\n", in_the_clear(), local);
  EXPECT_THAT(lines_of(without.session), Not(HasSubstr("ice")));
  EXPECT_EQ(without.agreement.audio->transport.remote_ice, std::nullopt);
}

// A relay that knows nothing of ICE put its own address in, and passed the phone's candidates on:
// checks would go past it.
TEST(SdpAnswer, DoesWithoutIceWhereTheCandidatesAreOfSomebodyElse) {
  LocalMedia local = station();
  local.ice = IceDescription{.ufrag = "our", .password = "secret"};
  const auto answer_at = [&](std::string_view address) {
    return answer_to("m=audio 40000 RTP/AVP 8\nc=IN IP4 " + std::string{address} +
                         "\na=ice-ufrag:their\na=ice-pwd:word\n"
                         "a=candidate:7 1 udp 9 192.0.2.9 40000 typ host\n",
                     in_the_clear(), local);
  };
  EXPECT_TRUE(answer_at("192.0.2.9").agreement.audio->transport.remote_ice);
  const Answer relayed = answer_at("203.0.113.5");
  EXPECT_THAT(lines_of(relayed.session), HasSubstr("a=ice-mismatch\n"));
  EXPECT_THAT(lines_of(relayed.session), Not(HasSubstr("a=ice-ufrag")));
  EXPECT_EQ(relayed.agreement.audio->transport.remote_ice, std::nullopt);
}

TEST(SdpAnswer, NamesTheWayOfRtcpOnlyWhereItHasAPortOfItsOwn) {
  LocalMedia local = station();
  local.ice = IceDescription{.ufrag = "our", .password = "secret"};
  local.audio.candidates = {*Candidate::parse("1 1 udp 2 192.0.2.1 5004 typ host"),
                            *Candidate::parse("1 2 udp 1 192.0.2.1 5005 typ host")};
  const std::string offer =
      "m=audio 9 RTP/AVP 8\nc=IN IP4 0.0.0.0\na=ice-ufrag:their\na=ice-pwd:word\n";
  EXPECT_THAT(lines_of(answer_to(offer, in_the_clear(), local).session),
              HasSubstr("a=candidate:1 2 udp"));
  EXPECT_THAT(lines_of(answer_to(offer + "a=rtcp-mux\n", in_the_clear(), local).session),
              Not(HasSubstr("a=candidate:1 2 udp")));
}

}  // namespace
}  // namespace portero::sdp
