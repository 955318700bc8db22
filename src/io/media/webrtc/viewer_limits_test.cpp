#include <filesystem>
#include <ostream>
#include <regex>

#include <gmock/gmock.h>

#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/viewer_test.hpp"

// Where a viewer ends, and what it refuses.
namespace portero::webrtc {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct InUse {
  std::ptrdiff_t threads = 0;
  std::ptrdiff_t descriptors = 0;

  friend std::ostream& operator<<(std::ostream& out, const InUse& in_use) {
    return out << in_use.threads << " threads, " << in_use.descriptors << " descriptors";
  }
};

InUse in_use() {
  const auto entries = [](const char* folder) {
    const std::filesystem::directory_iterator found{folder};
    return std::distance(begin(found), end(found));
  };
  return {.threads = entries("/proc/self/task"), .descriptors = entries("/proc/self/fd")};
}

TEST_F(ViewerTest, PassesOverTextsThatAreTooLong) {
  viewer_offers();
  ASSERT_TRUE(comes_true([&] { return channel_open_ && operator_->channel_open(); }));
  operator_->say(std::string(max_message_bytes + 1, 'x'));
  operator_->say("short");
  ASSERT_TRUE(comes_true([&] { return !texts_.empty(); }));
  EXPECT_THAT(texts_, ElementsAre("short"));
  EXPECT_FALSE(viewer_->send(std::string(max_message_bytes + 1, 'x')));
}

TEST_F(ViewerTest, PassesOverTextsThatComeTooFast) {
  operator_offers();
  ASSERT_TRUE(comes_true([&] { return operator_->channel_open(); }));
  constexpr int many = 1000;
  for (int i = 0; i < many; ++i) operator_->say("again");
  loop::Timer allowed_again{loop_};
  bool last_said = false;
  allowed_again.start(2s, [&] {
    operator_->say("at last");
    last_said = true;
  });
  ASSERT_TRUE(comes_true([&] { return last_said && texts_.back() == "at last"; }));
  EXPECT_GE(texts_.size(), static_cast<std::size_t>(max_message_burst));
  EXPECT_LT(texts_.size(), std::size_t{many / 2});
}

TEST_F(ViewerTest, ListensToOneChannelAndHasAnEndOfThem) {
  operator_offers();
  ASSERT_TRUE(comes_true([&] { return operator_->channel_open(); }));
  for (std::size_t i = 1; i <= max_channels; ++i) operator_->open_another_channel();
  ASSERT_TRUE(comes_true([&] { return gone_.has_value(); }));
  EXPECT_EQ(gone_->why, Gone::Why::failed);
  EXPECT_THAT(gone_->sentence, HasSubstr("channels"));
}

// P8: webrtcbin stays connected to a browser that is gone. A viewer's place and its share of the
// network must be free again within 10 s.
TEST_F(ViewerTest, NoticesThatABrowserHasVanished) {
  EXPECT_LT(settings_.silence_limit, 10s);
  settings_.silence_limit = 1s;
  operator_offers();
  operator_->fall_silent();
  const base::TimePoint start = loop_.now();
  ASSERT_TRUE(comes_true([&] { return gone_.has_value(); }));
  EXPECT_EQ(gone_->why, Gone::Why::vanished);
  EXPECT_GE(loop_.now() - start, 900ms);
}

TEST_F(ViewerTest, NoticesThatABrowserSaysGoodbye) {
  operator_offers();
  operator_->say_goodbye();
  ASSERT_TRUE(comes_true([&] { return gone_.has_value(); }));
  EXPECT_EQ(gone_->why, Gone::Why::closed) << gone_->sentence;
}

TEST_F(ViewerTest, GivesUpOnABrowserThatNeverConnects) {
  settings_.connect_limit = 100ms;
  reachable_ = false;
  begin_with_offer_of_operator();
  ASSERT_TRUE(comes_true([&] { return gone_.has_value(); }));
  EXPECT_EQ(gone_->why, Gone::Why::failed);
}

// P16: whoever sits between browser and station could answer with a certificate of his own, and
// webrtcbin would take it.
TEST_F(ViewerTest, RefusesAnotherCertificateThanTheDescribedOne) {
  std::string digest_of_another;
  for (int i = 0; i < 28; ++i) digest_of_another += ":0A";
  change_offer_ = [&](const std::string& sdp) {
    return std::regex_replace(sdp, std::regex{"(sha-256 ..:..:..:..):[0-9A-F:]*"},
                              "$1" + digest_of_another);
  };
  begin_with_offer_of_operator();
  ASSERT_TRUE(comes_true([&] { return gone_.has_value(); }));
  EXPECT_EQ(gone_->why, Gone::Why::failed);
  EXPECT_THAT(gone_->sentence, HasSubstr("certificate"));
  EXPECT_FALSE(connected_);
  EXPECT_FALSE(channel_open_);
  EXPECT_EQ(loud_frames_, 0);
}

TEST_F(ViewerTest, MayBeDestroyedByWhatItTells) {
  on_connected_ = [this] { viewer_ = std::unexpected{"over"}; };
  begin_with_offer_of_operator();
  ASSERT_TRUE(comes_true([&] { return connected_; }));
  EXPECT_FALSE(viewer_);
}

// P9: on a link that was too narrow, 24,099 packets were sent where 2,500 had room, nearly all of
// them repetitions. Whoever knows the link must be able to refuse them.
TEST_F(ViewerTest, SendsNothingAgainThatTheBudgetRefuses) {
  std::atomic<int> refused = 0;
  may_send_again_ = [&](std::size_t bytes) {
    EXPECT_GT(bytes, 0U);
    ++refused;
    return false;
  };
  operator_offers();
  show_picture();
  operator_->lose_packets();
  ASSERT_TRUE(comes_true([&] { return refused >= 3; }));
  EXPECT_EQ(viewer_->statistics().sent.picture.repeated, 0U);
  part();
  teardown_.wait_until_done();
}

TEST_F(ViewerTest, TellsOnlyTheAddressesThatItMay) {
  settings_.addresses = {base::loopback_ipv4};
  operator_.emplace(loop_, toward_viewer());
  viewer_ = Viewer::offer(place_, settings_, handler());
  ASSERT_TRUE(comes_true([&] { return !candidates_.empty(); }));
  EXPECT_THAT(candidates_, Each(HasSubstr(" 127.0.0.1 ")));
}

TEST_F(ViewerTest, TellsNoAddressWhereOnlyRelaysMayBeUsed) {
  settings_.relay_only = true;
  settings_.connect_limit = 300ms;
  operator_.emplace(loop_, toward_viewer());
  viewer_ = Viewer::offer(place_, settings_, handler());
  ASSERT_TRUE(comes_true([&] { return gone_.has_value(); }));
  EXPECT_THAT(candidates_, IsEmpty());
  EXPECT_THAT(ours_, Not(HasSubstr("a=candidate")));
}

TEST_F(ViewerTest, RefusesOffersWithASentence) {
  const auto error = [&](std::string_view offer) {
    return Viewer::answer(place_, settings_, offer, handler()).error();
  };
  EXPECT_EQ(error(""), "the v= line is missing");
  EXPECT_EQ(error(std::string(100'000, 'x')), "the description is longer than 65536 bytes");
}

TEST_F(ViewerTest, RefusesAnswersWithASentence) {
  operator_.emplace(loop_, toward_viewer());
  reachable_ = false;
  viewer_ = Viewer::offer(place_, settings_, handler());
  EXPECT_FALSE(viewer_->set_answer("v=0"));
  ASSERT_TRUE(comes_true([&] { return !theirs_.empty(); }));
  EXPECT_EQ(viewer_->set_answer(theirs_).error(), "no answer is waited for");
}

// Their text with each of its lines left out in turn, and with each of them twice.
std::vector<std::string> damaged(const std::string& sdp) {
  std::vector<std::string> all;
  for (std::size_t from = 0, end = 0; from < sdp.size(); from = end) {
    end = sdp.find('\n', from) + 1;
    const std::string line = sdp.substr(from, end - from);
    all.push_back(sdp.substr(0, from) + sdp.substr(end));
    all.push_back(sdp.substr(0, end) + line + sdp.substr(end));
  }
  return all;
}

// webrtcbin believes much of what it reads, and a crash costs all viewers their picture.
TEST_F(ViewerTest, SurvivesOffersThatAreDamaged) {
  operator_.emplace(loop_, OperatorForTests::Handler{
                               .described = [this](const std::string& sdp) { theirs_ = sdp; },
                               .candidate = [](auto, const auto&) {}});
  operator_->offer();
  ASSERT_TRUE(comes_true([&] { return !theirs_.empty(); }));
  reachable_ = false;
  int answered = 0;
  for (const std::string& offer : damaged(theirs_)) {
    ours_.clear();
    gone_.reset();
    auto viewer = Viewer::answer(place_, settings_, offer, {.event = [&](const ViewerEvent& event) {
                                   if (const auto* it = std::get_if<LocalDescription>(&event))
                                     ours_ = it->sdp;
                                   if (const auto* it = std::get_if<Gone>(&event)) gone_ = *it;
                                 }});
    if (!viewer) continue;
    EXPECT_TRUE(comes_true([&] { return !ours_.empty() || gone_; })) << offer;
    answered += ours_.empty() ? 0 : 1;
  }
  EXPECT_GT(answered, 20);
}

TEST_F(ViewerTest, SurvivesAnswersThatAreDamaged) {
  viewer_offers();
  const std::string answer = theirs_;
  part();
  int taken = 0;
  for (const std::string& text : damaged(answer)) {
    std::optional<bool> took;
    std::optional<Viewer> viewer =
        Viewer::offer(place_, settings_,
                      {.event =
                           [&](const ViewerEvent& event) {
                             if (std::holds_alternative<LocalDescription>(event))
                               took = viewer->set_answer(text).has_value();
                           }})
            .value();
    EXPECT_TRUE(comes_true([&] { return took.has_value(); })) << text;
    taken += took.value_or(false) ? 1 : 0;
  }
  teardown_.wait_until_done();
  EXPECT_GT(taken, 20);
}

TEST_F(ViewerTest, PassesOverCandidatesThatMakeNoSense) {
  operator_offers();
  for (const char* const text : {"", "candidate:", "candidate:1 1 udp 1 secret.local 9 typ host",
                                 "a=b", "candidate:1 1 udp"})
    viewer_->add_candidate(0, text);
  viewer_->add_candidate(77, "candidate:1 1 udp 1 192.0.2.1 9 typ host");
  for (std::size_t i = 0; i < 2 * max_remote_candidates; ++i)
    viewer_->add_candidate(0, "candidate:1 1 udp 1 192.0.2.1 9 typ host");
  EXPECT_TRUE(comes_true([&] { return loud_frames_ >= 10; }));
}

// P11, and what a day of visitors leaves behind.
TEST_F(ViewerTest, LeavesNoThreadOrDescriptorBehind) {
  const auto cycle = [this] {
    operator_offers();
    part();
    teardown_.wait_until_done();
  };
  for (int i = 0; i < 3; ++i) cycle();
  const InUse before = in_use();
  for (int i = 0; i < 10; ++i) cycle();
  // GLib keeps some idle threads for a while.
  EXPECT_TRUE(comes_true([&] {
    const InUse now = in_use();
    return now.threads <= before.threads && now.descriptors <= before.descriptors;
  })) << in_use()
      << ", not " << before;
}

}  // namespace
}  // namespace portero::webrtc
