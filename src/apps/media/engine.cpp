#include "apps/media/engine.hpp"

#include "apps/media/devices.hpp"
#include "base/overloaded.hpp"

namespace portero::engine {

using base::overloaded;

Engine::Engine(loop::EventLoop& loop, Handler handler)
    : loop_(loop), handler_(std::move(handler)) {}

void Engine::obey(const media::Command& command) {
  std::visit([this](const auto& what) { on(what); }, command);
}

void Engine::on(const media::Configure& configure) {
  const auto before = std::exchange(settings_, configure.settings);
  if (!before || before->picture != configure.settings.picture)
    set_picture(configure.settings.picture);
  if (!before || before->sound != configure.settings.sound) set_sound(configure.settings.sound);
}

// Another camera is another picture for every call: they begin again with it.
void Engine::set_picture(const media::PictureSettings& settings) {
  const auto refused = [this](const std::string& why) {
    handler_(media::DeviceLost{media::Device::camera, why});
  };
  auto wanted = camera_settings(settings);
  if (!wanted) return refused(wanted.error());
  auto camera = picture::Camera::open(loop_, *wanted,
                                      [this](const picture::CameraEvent& event) { tell(event); });
  if (!camera) return refused(camera.error());
  for (auto& [id, leg] : legs_) leg->change_camera(**camera);
  camera_ = *std::move(camera);
}

void Engine::set_sound(const media::SoundSettings& settings) {
  if (duplex_) return duplex_->set(sound_settings(settings));
  duplex_ = std::make_unique<sound::Duplex>(
      loop_, sound_settings(settings), [this](const sound::SoundEvent& event) { tell(event); });
}

void Engine::on(const media::OpenLeg& open) {
  if (!camera_ || !duplex_) return failed(open.leg, "there are no settings yet");
  auto leg = rtp::Leg::open(loop_, open, *duplex_, *camera_,
                            [this](const media::Event& event) { handler_(event); });
  if (!leg) return failed(open.leg, leg.error());
  handler_(media::LegReady{open.leg, (*leg)->local()});
  legs_.insert_or_assign(open.leg, *std::move(leg));
}

void Engine::on(const media::UseAgreement& use) {
  const auto leg = legs_.find(use.leg);
  if (leg == legs_.end()) return;
  const auto used = leg->second->use(use.agreement);
  if (!used) failed(use.leg, used.error());
}

void Engine::on(const media::SetFlow& set) {
  if (const auto leg = legs_.find(set.leg); leg != legs_.end()) leg->second->flow(set.flow);
}

void Engine::on(const media::RequestKeyFrame& request) {
  if (const auto leg = legs_.find(request.leg); leg != legs_.end())
    leg->second->request_key_frame();
}

void Engine::on(const media::SendKey& send) {
  if (const auto leg = legs_.find(send.leg); leg != legs_.end()) leg->second->send_key(send.key);
}

void Engine::on(const media::CloseLeg& close) { legs_.erase(close.leg); }

void Engine::on(const media::TakeSnapshot& take) {
  if (!camera_) return handler_(media::SnapshotFailed{take.snapshot, "there are no settings yet"});
  auto jpeg = camera_->snapshot();
  if (jpeg)
    handler_(media::SnapshotTaken{take.snapshot, *std::move(jpeg)});
  else
    handler_(media::SnapshotFailed{take.snapshot, std::move(jpeg.error())});
}

void Engine::on(const media::AskStatistics&) {
  media::Statistics statistics;
  if (duplex_) {
    const sound::Levels levels = duplex_->levels();
    statistics.microphone_dbfs = levels.microphone_dbfs;
    statistics.loudspeaker_dbfs = levels.loudspeaker_dbfs;
  }
  if (camera_) {
    const picture::CameraStatistics picture = camera_->statistics();
    statistics.frames_captured = picture.frames;
    statistics.encoders = static_cast<std::uint32_t>(picture.streams.size());
  }
  for (const auto& [id, leg] : legs_) statistics.legs.push_back(leg->statistics());
  handler_(statistics);
}

void Engine::tell(const picture::CameraEvent& event) {
  using media::Device;
  std::visit(
      overloaded{
          [&](const picture::SourceChosen& chosen) {
            handler_(media::DeviceFound{Device::camera, chosen.name});
          },
          [&](const picture::Lost& lost) { handler_(media::DeviceLost{Device::camera, lost.why}); },
          [&](const picture::Back&) {
            handler_(media::DeviceFound{Device::camera, "the camera is back"});
          },
          [](const picture::EncoderChosen&) {},
          [&](const picture::EncoderFailed& encoder) {
            handler_(media::DeviceLost{Device::camera, encoder.why});
          },
      },
      event);
}

void Engine::tell(const sound::SoundEvent& event) {
  const auto device = [](sound::Way way) {
    return way == sound::Way::microphone ? media::Device::microphone : media::Device::loudspeaker;
  };
  std::visit(overloaded{
                 [&](const sound::DeviceInUse& used) {
                   handler_(media::DeviceFound{device(used.way), used.device});
                 },
                 [&](const sound::DeviceLost& lost) {
                   handler_(media::DeviceLost{device(lost.way), lost.device + ": " + lost.why});
                 },
                 [&](const sound::DeviceIsBack& back) {
                   handler_(media::DeviceFound{device(back.way), back.device});
                 },
                 [](const sound::DuckingChanged&) {},
             },
             event);
}

void Engine::failed(media::LegId leg, const std::string& why) {
  legs_.erase(leg);
  handler_(media::LegFailed{leg, why});
}

}  // namespace portero::engine
