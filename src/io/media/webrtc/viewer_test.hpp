#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "io/loop/timer.hpp"
#include "io/media/picture/camera.hpp"
#include "io/media/webrtc/microphone.hpp"
#include "io/media/webrtc/operator_for_tests.hpp"
#include "io/media/webrtc/sound_for_tests.hpp"
#include "io/media/webrtc/viewer.hpp"

namespace portero::webrtc {

using namespace std::chrono_literals;

// A viewer and its operator, who signal to each other.
class ViewerTest : public testing::Test {
 protected:
  ViewerTest() {
    prepare();
    camera_ = picture::Camera::open(loop_,
                                    {.source = picture::TestPattern{}, .width = 320, .height = 240},
                                    [](const auto&) {})
                  .value();
  }

  OperatorForTests::Handler toward_viewer() {
    return {.described =
                [this](const std::string& sdp) {
                  theirs_ = sdp;
                  if (viewer_)
                    EXPECT_TRUE(viewer_->set_answer(sdp));
                  else
                    viewer_ = Viewer::answer(place_, settings_, change_offer_(sdp), handler());
                },
            .candidate =
                [this](unsigned line, const std::string& text) {
                  if (reachable_ && viewer_) viewer_->add_candidate(line, text);
                }};
  }

  ViewerHandler handler() {
    return {.event = [this](const ViewerEvent& event) { note(event); },
            .heard =
                [this](std::span<const std::int16_t> samples) {
                  if (is_loud(samples)) ++loud_frames_;
                },
            .may_send_again = may_send_again_};
  }

  void note(const ViewerEvent& event) {
    std::visit(
        base::overloaded{[this](const LocalDescription& told) {
                           ours_ = told.sdp;
                           if (theirs_.empty())
                             operator_->answer(told.sdp);
                           else
                             operator_->take_answer(told.sdp);
                         },
                         [this](const LocalCandidate& told) {
                           candidates_.push_back(told.candidate);
                           if (reachable_) operator_->add_candidate(told.line, told.candidate);
                         },
                         [this](const CandidatesGathered&) { gathered_ = candidates_.size(); },
                         [this](const Connected&) {
                           connected_ = true;
                           if (on_connected_) on_connected_();
                         },
                         [this](const KeyFrameWanted&) { ++key_frames_wanted_; },
                         [this](const ChannelOpened&) { channel_open_ = true; },
                         [this](const ChannelText& told) { texts_.push_back(told.text); },
                         [this](const TransportFeedback& told) { feedback_.push_back(told); },
                         [this](const Gone& told) { gone_ = told; }},
        event);
  }

  // The operator's browser makes the offer, until both are connected.
  void begin_with_offer_of_operator() {
    operator_.emplace(loop_, toward_viewer());
    operator_->offer();
  }
  void operator_offers() {
    begin_with_offer_of_operator();
    ASSERT_TRUE(comes_true([&] { return connected_ || gone_; }));
    ASSERT_FALSE(gone_) << gone_->sentence;
  }
  void viewer_offers() {
    operator_.emplace(loop_, toward_viewer());
    viewer_ = Viewer::offer(place_, settings_, handler());
    ASSERT_TRUE(viewer_) << viewer_.error();
    ASSERT_TRUE(comes_true([&] { return connected_ || gone_; }));
    ASSERT_FALSE(gone_) << gone_->sentence;
  }
  void show_picture() {
    feed_ = camera_->feed(*viewer_->codec(), viewer_->picture());
    feed_.start();
  }
  void part() {
    feed_ = {};
    viewer_ = std::unexpected{"parted"};
    operator_.reset();
    theirs_.clear();
    ours_.clear();
    connected_ = channel_open_ = false;
    gone_.reset();
  }

  void speak(Microphone& microphone, loop::Timer& timer) {
    std::array<std::int16_t, 480> square{};
    for (std::size_t i = 0; i < square.size(); ++i) square[i] = i % 96 < 48 ? 8000 : -8000;
    microphone.write(square);
    timer.start(10ms, [this, &microphone, &timer] { speak(microphone, timer); });
  }

  // Asks again and again, because other threads count, of whom the loop hears nothing.
  bool comes_true(const std::function<bool()>& condition, base::Duration within = 20s) {
    loop::Timer again{loop_};
    std::function<void()> ask = [&] { again.start(10ms, [&] { ask(); }); };
    ask();
    return loop_.run_until(condition, within);
  }

  loop::EventLoop loop_;
  Teardown teardown_;
  ViewerPlace place_{loop_, teardown_};
  ViewerSettings settings_{};
  std::unique_ptr<picture::Camera> camera_;
  std::expected<Viewer, std::string> viewer_ = std::unexpected{"not yet"};
  picture::Feed feed_;
  std::optional<OperatorForTests> operator_;
  std::function<std::string(std::string)> change_offer_ = [](std::string sdp) { return sdp; };
  std::function<void()> on_connected_;
  RetransmissionBudget may_send_again_ = [](std::size_t) { return true; };
  std::string theirs_;
  std::string ours_;
  bool reachable_ = true;  // candidates get to the other side
  bool connected_ = false;
  bool channel_open_ = false;
  int key_frames_wanted_ = 0;
  std::vector<std::string> candidates_;
  std::optional<std::size_t> gathered_;  // candidates by then
  std::vector<std::string> texts_;
  std::vector<TransportFeedback> feedback_;
  std::optional<Gone> gone_;
  std::atomic<int> loud_frames_ = 0;
};

}  // namespace portero::webrtc
