#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "core/media/command.hpp"
#include "core/media/event.hpp"
#include "io/media/rtp/leg.hpp"

namespace portero::engine {

// The one camera, the one microphone and loudspeaker, and every call that uses them. Obeys the
// station; a command about a leg that is not there is nothing.
class Engine {
 public:
  using Handler = std::function<void(const media::Event&)>;

  Engine(loop::EventLoop& loop, Handler handler);

  void obey(const media::Command& command);

 private:
  void on(const media::Configure& configure);
  void on(const media::OpenLeg& open);
  void on(const media::UseAgreement& use);
  void on(const media::SetFlow& set);
  void on(const media::RequestKeyFrame& request);
  void on(const media::SendKey& send);
  void on(const media::CloseLeg& close);
  void on(const media::TakeSnapshot& take);
  void on(const media::AskStatistics&);

  void set_picture(const media::PictureSettings& settings);
  void set_sound(const media::SoundSettings& settings);
  void tell(const picture::CameraEvent& event);
  void tell(const sound::SoundEvent& event);
  void failed(media::LegId leg, const std::string& why);

  loop::EventLoop& loop_;
  Handler handler_;
  std::optional<media::Settings> settings_;
  std::unique_ptr<picture::Camera> camera_;
  std::unique_ptr<sound::Duplex> duplex_;
  std::map<media::LegId, std::unique_ptr<rtp::Leg>> legs_;  // end before what they use
};

}  // namespace portero::engine
