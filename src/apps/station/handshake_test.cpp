// Two stations in a call by DTLS, each with the real portero-media: one dies.
#include <csignal>

#include <gmock/gmock.h>

#include "apps/station/media_process.hpp"
#include "apps/station/station.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;

constexpr base::Duration patience = 30s;

// A process that the test can look at.
class SeenMedia final : public Media {
 public:
  SeenMedia(loop::EventLoop& loop, log::Log& log, Handler handler)
      : handler_(std::move(handler)),
        process_(loop, log, {.path = PORTERO_MEDIA_PROGRAM},
                 [this](const media::Event& event) { came(event); }) {}

  void send(const media::Command& command) override {
    if (const auto* open = std::get_if<media::OpenLeg>(&command)) leg_ = open->leg;
    if (std::holds_alternative<media::UseAgreement>(command)) ++agreements;
    process_.send(command);
  }
  void press_zero() { send(media::SendKey{leg_, dtmf::key_zero}); }
  [[nodiscard]] std::optional<int> pid() const { return process_.pid(); }

  int agreements = 0;
  int heard = 0;  // packets that could be deciphered, of a far side with the right certificate

 private:
  void came(const media::Event& event) {
    heard += std::holds_alternative<media::LegHeard>(event);
    handler_(event);
  }

  Handler handler_;
  media::LegId leg_{0};
  MediaProcess process_;
};

struct HandshakeTest : testing::Test {
  std::unique_ptr<Station> with(SeenMedia*& media) {
    const auto merged = settings::merge({}, {{"sip.enabled", settings::Value{true}},
                                             {"sip.direct_calls", settings::Value{true}},
                                             {"sip.video", settings::Value{false}},
                                             {"sip.srtp", settings::Value{"dtls"}}});
    StationSettings settings{
        call::policy_from(merged->settings).value(),
        phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
        media_preferences(merged->settings),
        {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
    settings.media = {.picture = {.source = "test"},
                      .sound = {.microphone = "synthetic", .loudspeaker = "none"}};
    return Station::open(loop, log, std::move(settings),
                         [&](Media::Handler handler) {
                           auto made = std::make_unique<SeenMedia>(loop, log, std::move(handler));
                           media = made.get();
                           return made;
                         })
        .value();
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  void both_hear() {
    door_media->heard = desk_media->heard = 0;
    EXPECT_TRUE(comes_true([&] { return door_media->heard > 0 && desk_media->heard > 0; }))
        << door_media->heard << " " << desk_media->heard;
  }
  bool door_opened() {
    const auto status = std::get<control::Status>(door->obey(control::AskStatus{}));
    return !status.door.movements.empty();
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  SeenMedia* door_media = nullptr;
  SeenMedia* desk_media = nullptr;
  std::unique_ptr<Station> door = with(door_media);
  std::unique_ptr<Station> desk = with(desk_media);
};

// The keys of the call died with the process, and nobody agreed others: it was silent both ways,
// and key 0 by RFC 4733 was not heard any more.
TEST_F(HandshakeTest, ItsKeysOutliveTheMediaProcess) {
  std::ignore = door->obey(control::Call{base::to_string(desk->listening().front())});
  ASSERT_TRUE(comes_true([&] { return door_media->agreements == 1; }));
  both_hear();

  const int first = *door_media->pid();
  ::kill(first, SIGKILL);
  ASSERT_TRUE(comes_true([&] { return door_media->pid() && *door_media->pid() != first; }));
  both_hear();
  EXPECT_FALSE(door_opened());
  desk_media->press_zero();
  EXPECT_TRUE(comes_true([&] { return door_opened(); }));
  EXPECT_EQ(desk_media->agreements, 1) << "nobody had to agree anew";
}

}  // namespace
}  // namespace portero::station
