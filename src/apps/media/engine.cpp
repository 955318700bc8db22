#include "apps/media/engine.hpp"

#include <algorithm>
#include <utility>

#include "apps/media/devices.hpp"
#include "apps/media/melodies.hpp"
#include "base/overloaded.hpp"
#include "core/media/limits.hpp"

namespace portero::engine {

using base::overloaded;

namespace {

media::EncoderStatistics encoder_statistics(const picture::StreamStatistics& stream,
                                            std::optional<congestion::Bitrate> told) {
  return {.codec = stream.codec,
          .name = stream.encoder,
          .set_kbps =
              static_cast<std::uint32_t>(told.value_or(congestion::Bitrate{}).bits_per_s / 1000),
          .kbps = static_cast<std::uint32_t>(stream.kbps),
          .frames = stream.units,
          .key_frames = stream.key_frames};
}

bool is_about_a_viewer(const media::Command& command) {
  return std::visit([](const auto& what) { return requires { what.viewer; }; }, command);
}

bool differ_in_rate_alone(media::PictureSettings one, const media::PictureSettings& other) {
  return std::exchange(one.kbps, other.kbps) != other.kbps && one == other;
}

}  // namespace

Engine::Engine(loop::EventLoop& loop, Handler handler, std::shared_ptr<sound::Devices> devices)
    : loop_(loop), handler_(std::move(handler)), devices_(std::move(devices)), pictures_(loop) {}

void Engine::obey(const media::Command& command) {
  if (waiting_ && is_about_a_viewer(command)) return waiting_->push_back(command);
  std::visit([this](const auto& what) { on(what); }, command);
}

void Engine::on(const media::Configure& configure) {
  const auto before = std::exchange(settings_, configure.settings);
  if (before && camera_ && differ_in_rate_alone(before->picture, configure.settings.picture))
    set_rate(configure.settings.picture);
  else if (!before || before->picture != configure.settings.picture)
    set_picture(configure.settings.picture);
  if (camera_) camera_->watch_for_motion(configure.settings.motion);
  if (!before || before->sound != configure.settings.sound) set_sound(configure.settings.sound);
  if (configure.settings.viewers) prepare_for_viewers();
}

// In a thread of its own, because calls go on. A viewer that came before its end would hold
// webrtcbin's lock until the key is made, and whoever asks for its statistics would wait as long:
// seconds, where the processor is slow or has much to do.
void Engine::prepare_for_viewers() {
  if (preparing_.joinable()) return;
  waiting_ = std::make_shared<std::vector<media::Command>>();
  preparing_ = std::jthread{[this, still_there = std::weak_ptr{waiting_}] {
    webrtc::prepare();
    loop_.post([this, still_there] {
      if (!still_there.expired()) prepared();
    });
  }};
}

void Engine::prepared() {
  const auto waiting = std::exchange(waiting_, nullptr);
  for (const media::Command& command : *waiting) obey(command);
}

// The camera is held by whoever opened it first: another one could not be opened beside it.
void Engine::set_rate(const media::PictureSettings& settings) {
  pictures_.use(*camera_, congestion::kbit_per_s(settings.kbps),
                static_cast<int>(settings.frames_per_second));
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
  pictures_.use(**camera, congestion::kbit_per_s(wanted->kbps), wanted->fps);
  for (auto& [id, its] : legs_) its.leg->change_camera(**camera);
  for (auto& [id, viewer] : viewers_) viewer->change_camera(**camera);
  camera_ = *std::move(camera);
}

void Engine::set_sound(const media::SoundSettings& settings) {
  if (duplex_) return duplex_->set(sound_settings(settings));
  duplex_ = std::make_unique<sound::Duplex>(
      loop_, sound_settings(settings), [this](const sound::SoundEvent& event) { tell(event); },
      devices_);
  visitor_.emplace(duplex_->listen(
      [this](sound::FrameView frame, base::TimePoint) { microphone_.write(frame); }));
}

void Engine::on(const media::OpenLeg& open) {
  if (!camera_ || !duplex_) return failed(open.leg, "there are no settings yet");
  auto leg = rtp::Leg::open(loop_, open, *duplex_, *camera_,
                            {.event = [this](const media::Event& event) { handler_(event); },
                             .key_frame_wanted = [this, id = open.leg] { key_frame_wanted(id); }});
  if (!leg) return failed(open.leg, leg.error());
  handler_(media::LegReady{open.leg, (*leg)->local()});
  legs_.insert_or_assign(open.leg, Leg{*std::move(leg)});
}

void Engine::on(const media::UseAgreement& use) {
  const auto its = legs_.find(use.leg);
  if (its == legs_.end()) return;
  const auto used = its->second.leg->use(use.agreement);
  if (!used) return failed(use.leg, used.error());
  share_picture(use.leg);
}

void Engine::on(const media::SetFlow& set) {
  const auto its = legs_.find(set.leg);
  if (its == legs_.end()) return;
  its->second.leg->flow(set.flow);
  share_picture(set.leg);
}

// A phone reports nothing that its link could be measured by: it counts as one that carries what it
// allows.
void Engine::share_picture(media::LegId id) {
  Leg& its = legs_.at(id);
  const auto taken = its.leg->picture();
  if (std::exchange(its.taken, taken) == taken) return;
  its.share.reset();
  if (!taken) return;
  const auto kbps = taken->max_kbps.value_or(settings_ ? settings_->picture.kbps : 0);
  its.share = pictures_.join({.codec = taken->codec, .carried = [kbps](base::TimePoint) {
                                return Carried{congestion::kbit_per_s(kbps)};
                              }});
}

// SIP INFO with picture_fast_update (RFC 5168).
void Engine::on(const media::RequestKeyFrame& request) { key_frame_wanted(request.leg); }

// Everybody pays for a key frame: a phone gets no more of them than a browser.
void Engine::key_frame_wanted(media::LegId id) {
  const auto its = legs_.find(id);
  if (its != legs_.end() && its->second.share) its->second.share->request_key_frame();
}

void Engine::on(const media::SendKey& send) {
  if (const auto its = legs_.find(send.leg); its != legs_.end())
    its->second.leg->send_key(send.key);
}

void Engine::on(const media::CloseLeg& close) { legs_.erase(close.leg); }

void Engine::on(const media::OpenViewer& open) {
  viewers_.erase(open.viewer);
  if (!camera_ || !duplex_) return failed(open.viewer, "there are no settings yet");
  if (viewers_.size() >= media::max_viewers)
    return failed(open.viewer, "as many operators are here as there may be");
  const Studio studio{loop_, teardown_, microphone_, *duplex_, pictures_};
  auto viewer = Viewer::open(studio, open, *camera_,
                             [this](const media::Event& event) { viewer_tells(event); });
  if (!viewer) return failed(open.viewer, viewer.error());
  viewers_.emplace(open.viewer, *std::move(viewer));
}

void Engine::viewer_tells(const media::Event& event) {
  if (const auto* gone = std::get_if<media::ViewerGone>(&event)) viewers_.erase(gone->viewer);
  handler_(event);
}

void Engine::on(const media::TakeAnswer& take) {
  const auto viewer = viewers_.find(take.viewer);
  if (viewer == viewers_.end()) return;
  const auto taken = viewer->second->take_answer(take.sdp);
  if (!taken) failed(take.viewer, taken.error());
}

void Engine::on(const media::AddCandidate& add) {
  if (const auto viewer = viewers_.find(add.viewer); viewer != viewers_.end())
    viewer->second->add_candidate(add.line, add.candidate);
}

void Engine::on(const media::SetViewerFlow& set) {
  if (const auto viewer = viewers_.find(set.viewer); viewer != viewers_.end())
    viewer->second->flow(set.flow);
}

void Engine::on(const media::SendText& send) {
  const auto viewer = viewers_.find(send.viewer);
  if (viewer == viewers_.end()) return;
  const auto sent = viewer->second->send(send.text);
  if (!sent) handler_(media::TextLost{send.viewer, sent.error()});
}

void Engine::on(const media::CloseViewer& close) { viewers_.erase(close.viewer); }

void Engine::on(const media::TakeSnapshot& take) {
  if (!camera_) return handler_(media::SnapshotFailed{take.snapshot, "there are no settings yet"});
  auto jpeg = camera_->snapshot();
  if (jpeg)
    handler_(media::SnapshotTaken{take.snapshot, *std::move(jpeg)});
  else
    handler_(media::SnapshotFailed{take.snapshot, std::move(jpeg.error())});
}

void Engine::on(const media::PlayTone& play) {
  if (!duplex_) return;
  const std::chrono::milliseconds duration{play.duration_ms};
  duplex_->play_tone(std::min(duration, media::longest_tone));
}

void Engine::on(const media::StopTone&) {
  if (duplex_) duplex_->stop_tone();
}

void Engine::on(const media::PlayCue& play) {
  if (duplex_) duplex_->play(melody_of(play.cue));
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
    for (const picture::StreamStatistics& stream : picture.streams)
      statistics.encoders.push_back(encoder_statistics(stream, pictures_.told(stream.codec)));
  }
  for (const auto& [id, its] : legs_) statistics.legs.push_back(its.leg->statistics());
  for (const auto& [id, viewer] : viewers_) statistics.viewers.push_back(viewer->statistics());
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
          [&](const picture::KeyFrameMade& made) { pictures_.key_frame_made(made.codec); },
          [&](const picture::Moved&) { handler_(media::MotionSeen{}); },
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

void Engine::failed(media::ViewerId viewer, const std::string& why) {
  viewers_.erase(viewer);
  handler_(media::ViewerGone{viewer, media::ViewerEnd::failed, why});
}

void Engine::failed(media::LegId leg, const std::string& why) {
  legs_.erase(leg);
  handler_(media::LegFailed{leg, why});
}

}  // namespace portero::engine
