#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "apps/media/pictures.hpp"
#include "apps/media/viewer.hpp"
#include "core/media/command.hpp"
#include "core/media/event.hpp"
#include "io/media/rtp/leg.hpp"
#include "io/media/sound/system_devices.hpp"

namespace portero::engine {

// The one camera, the one microphone and loudspeaker, and every call and every browser that uses
// them. Obeys the station; a command about a leg or a viewer that is not there is nothing.
class Engine {
 public:
  using Handler = std::function<void(const media::Event&)>;

  // The devices are opened by another thread.
  Engine(loop::EventLoop& loop, Handler handler,
         std::shared_ptr<sound::Devices> devices = sound::system_devices());

  void obey(const media::Command& command);

 private:
  void on(const media::Configure& configure);
  void on(const media::OpenLeg& open);
  void on(const media::UseAgreement& use);
  void on(const media::SetFlow& set);
  void on(const media::RequestKeyFrame& request);
  void on(const media::SendKey& send);
  void on(const media::CloseLeg& close);
  void on(const media::OpenViewer& open);
  void on(const media::TakeAnswer& take);
  void on(const media::AddCandidate& add);
  void on(const media::SetViewerFlow& set);
  void on(const media::SendText& send);
  void on(const media::CloseViewer& close);
  void on(const media::TakeSnapshot& take);
  void on(const media::PlayTone& play);
  void on(const media::StopTone&);
  void on(const media::AskStatistics&);
  void on(const media::PlayCue& play);

  void set_rate(const media::PictureSettings& settings);
  void set_picture(const media::PictureSettings& settings);
  void set_sound(const media::SoundSettings& settings);
  void tell(const picture::CameraEvent& event);
  void tell(const sound::SoundEvent& event);
  void prepare_for_viewers();
  void prepared();
  void share_picture(media::LegId id);
  void key_frame_wanted(media::LegId id);
  void failed(media::LegId leg, const std::string& why);
  void failed(media::ViewerId viewer, const std::string& why);
  void viewer_tells(const media::Event& event);

  // A SIP call, and its part in what the encoder is told.
  struct Leg {
    std::unique_ptr<rtp::Leg> leg;
    std::optional<rtp::PictureTaken> taken{};
    std::unique_ptr<Pictures::Share> share{};
  };

  loop::EventLoop& loop_;
  Handler handler_;
  std::shared_ptr<sound::Devices> devices_;
  std::optional<media::Settings> settings_;
  std::jthread preparing_;
  // What is asked about viewers meanwhile; null where nothing is waited for.
  std::shared_ptr<std::vector<media::Command>> waiting_;
  std::unique_ptr<picture::Camera> camera_;
  Pictures pictures_;
  webrtc::Microphone microphone_;
  std::unique_ptr<sound::Duplex> duplex_;
  std::optional<sound::Listener> visitor_;  // speaks to the viewers
  webrtc::Teardown teardown_;
  std::map<media::LegId, Leg> legs_;  // end before what they use
  std::map<media::ViewerId, std::unique_ptr<Viewer>> viewers_;
};

}  // namespace portero::engine
