// The real portero-media with a test picture and computed speech, as the station runs it.
#include "apps/station/media_process.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "io/net/udp.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr base::Duration patience = 30s;
constexpr media::LegId leg{1};

media::Settings made_by_itself() {
  return {.picture = {.source = "test"},
          .sound = {.microphone = "synthetic", .loudspeaker = "none"}};
}

sdp::Agreement agreed_with(std::uint16_t port) {
  sdp::AudioAgreement audio;
  audio.transport = {.rtcp_mux = true, .remote_address = "127.0.0.1", .remote_port = port};
  audio.formats = {{sdp::AudioCodec::pcmu, 0, 0, ""}};
  return {.audio = audio};
}

struct MediaProcessTest : testing::Test {
  void run(const std::filesystem::path& program) {
    media.emplace(loop, log, process::Program{.path = program}, [this](const media::Event& event) {
      if (const auto* leg_ready = std::get_if<media::LegReady>(&event)) {
        ready = leg_ready->local;
        ++times_ready;
      } else if (const auto* failed = std::get_if<media::LegFailed>(&event)) {
        why = failed->why;
      } else if (const auto* taken = std::get_if<media::SnapshotTaken>(&event)) {
        jpeg = taken->jpeg;
      } else if (const auto* gone = std::get_if<media::ViewerGone>(&event)) {
        viewer_gone = gone->sentence;
      } else if (std::holds_alternative<media::ViewerDescribed>(event)) {
        viewer_described = true;
      } else if (std::holds_alternative<media::Statistics>(event)) {
        ++beats;
      }
    });
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  void phone_hears_sound(base::Duration at_most) {
    packets = 0;
    EXPECT_TRUE(loop.run_until([&] { return packets > 10; }, at_most));
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  std::optional<sdp::LocalMedia> ready;
  int times_ready = 0;
  int beats = 0;
  std::string why;
  std::string viewer_gone;
  bool viewer_described = false;
  std::vector<std::uint8_t> jpeg;
  int packets = 0;
  std::optional<net::UdpSocket> phone{
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [this](const net::UdpEvent& event) {
        packets += std::holds_alternative<net::UdpReceived>(event);
      }).value()};
  std::optional<MediaProcess> media;
};

// The picture and sound of a call are worth little beside the door, and a codec's crash must cost
// no more than a short silence: same ports, same flow, and the station is not told to start again.
TEST_F(MediaProcessTest, IsBackWithinTwoSecondsOfItsDeathInACall) {
  run(PORTERO_MEDIA_PROGRAM);
  media->send(media::Configure{made_by_itself()});
  media->send(media::OpenLeg{.leg = leg, .own = base::loopback_ipv4});
  ASSERT_TRUE(comes_true([&] { return ready.has_value(); }));
  media->send(media::UseAgreement{leg, agreed_with(phone->local().port)});
  media->send(media::SetFlow{leg, call::Flow::both});
  phone_hears_sound(patience);

  const int first = *media->pid();
  ::kill(first, SIGKILL);
  ASSERT_TRUE(comes_true([&] { return media->pid() && *media->pid() != first; }));
  phone_hears_sound(2s);
  EXPECT_EQ(times_ready, 1);
  EXPECT_EQ(why, "");

  media->send(media::CloseLeg{leg});
  packets = 0;
  loop.run_for(100ms);
  const int late = packets;
  loop.run_for(100ms);
  EXPECT_EQ(packets, late);
}

TEST_F(MediaProcessTest, KillsWhatHangsAndBeginsAgain) {
  run(PORTERO_MEDIA_PROGRAM);
  ASSERT_TRUE(comes_true([&] { return beats > 0; }));
  const int first = *media->pid();
  ::kill(first, SIGSTOP);
  ASSERT_TRUE(comes_true([&] { return media->pid() && *media->pid() != first; }));
  const int before = beats;
  EXPECT_TRUE(comes_true([&] { return beats > before; }));
}

// As from a slow disk, the first time.
TEST_F(MediaProcessTest, ACallWaitsLongerForAProcessThatHasOnlyBegun) {
  const std::filesystem::path slow =
      std::filesystem::path{testing::TempDir()} / ("slow-media-" + std::to_string(::getpid()));
  std::ofstream{slow} << "#!/bin/sh\nsleep 4\nexec " PORTERO_MEDIA_PROGRAM " \"$@\"\n";
  std::filesystem::permissions(slow, std::filesystem::perms::owner_all);
  run(slow);
  media->send(media::Configure{made_by_itself()});
  media->send(media::OpenLeg{.leg = leg, .own = base::loopback_ipv4});
  EXPECT_TRUE(comes_true([&] { return ready || !why.empty(); }));
  EXPECT_EQ(why, "");
  std::filesystem::remove(slow);
}

TEST_F(MediaProcessTest, ACallDoesNotWaitForEverForAProcessThatCannotStart) {
  run("/no/such/portero-media");
  media->send(media::OpenLeg{.leg = leg, .own = base::loopback_ipv4});
  ASSERT_TRUE(comes_true([&] { return !why.empty(); }));
  EXPECT_THAT(why, HasSubstr("does not answer"));
}

// A browser's keys died with the process: it sees nothing any more, and must be told to come again.
TEST_F(MediaProcessTest, ABrowserIsGoneWhenTheProcessDies) {
  run(PORTERO_MEDIA_PROGRAM);
  media->send(media::Configure{made_by_itself()});
  media->send(media::OpenViewer{.viewer = media::ViewerId{1}});
  ASSERT_TRUE(comes_true([&] { return viewer_described; }));
  EXPECT_EQ(viewer_gone, "");
  ::kill(*media->pid(), SIGKILL);
  ASSERT_TRUE(comes_true([&] { return !viewer_gone.empty(); }));
  EXPECT_THAT(viewer_gone, HasSubstr("process ended"));
}

// It was sent to nobody, and waited for ever.
TEST_F(MediaProcessTest, ABrowserDoesNotWaitForAProcessThatCannotStart) {
  run("/no/such/portero-media");
  media->send(media::OpenViewer{.viewer = media::ViewerId{1}});
  EXPECT_TRUE(comes_true([&] { return !viewer_gone.empty(); }));
}

TEST_F(MediaProcessTest, TakesAPhotoWhenNobodyCalls) {
  run(PORTERO_MEDIA_PROGRAM);
  media->send(media::Configure{made_by_itself()});
  ASSERT_TRUE(comes_true([&] {
    media->send(media::TakeSnapshot{media::SnapshotId{1}});
    loop.run_for(100ms);
    return !jpeg.empty();
  }));
  ASSERT_GT(jpeg.size(), 2000U);
  EXPECT_EQ(jpeg[0], 0xFF);
  EXPECT_EQ(jpeg[1], 0xD8);
}

TEST_F(MediaProcessTest, SaysWhichPortsCannotBeHad) {
  run(PORTERO_MEDIA_PROGRAM);
  media->send(media::Configure{made_by_itself()});
  media->send(media::OpenLeg{.leg = leg,
                             .own = base::loopback_ipv4,
                             .again = sdp::LocalMedia{.address = "127.0.0.1",
                                                      .audio = {.port = phone->local().port},
                                                      .video = {.port = phone->local().port}}});
  ASSERT_TRUE(comes_true([&] { return !why.empty(); }));
  EXPECT_THAT(why, HasSubstr(std::to_string(phone->local().port)));
}

}  // namespace
}  // namespace portero::station
