#include "apps/media/viewer.hpp"

#include <utility>

#include "apps/media/viewer_settings.hpp"
#include "base/overloaded.hpp"
#include "io/media/webrtc/monotonic.hpp"

namespace portero::engine {
namespace {

media::ViewerEnd end_of(webrtc::Gone::Why why) {
  switch (why) {
    case webrtc::Gone::Why::closed: return media::ViewerEnd::closed;
    case webrtc::Gone::Why::vanished: return media::ViewerEnd::vanished;
    case webrtc::Gone::Why::failed: return media::ViewerEnd::failed;
  }
  return media::ViewerEnd::failed;
}

}  // namespace

Viewer::Viewer(const Studio& studio, media::ViewerId id, picture::Camera& camera, Handler handler)
    : studio_(studio),
      id_(id),
      camera_(&camera),
      handler_(std::move(handler)),
      link_(std::make_shared<ViewerLink>(studio.loop.now())),
      voice_(std::make_shared<sound::Voice>(studio.duplex.speak())) {
  voice_->mute(true);
}

std::expected<std::unique_ptr<Viewer>, std::string> Viewer::open(const Studio& studio,
                                                                 const media::OpenViewer& open,
                                                                 picture::Camera& camera,
                                                                 Handler handler) {
  const auto settings = viewer_settings(open);
  if (!settings) return std::unexpected(settings.error());
  std::unique_ptr<Viewer> viewer{new Viewer{studio, open.viewer, camera, std::move(handler)}};
  const webrtc::ViewerPlace place{studio.loop, studio.teardown};
  auto session = open.offer
                     ? webrtc::Viewer::answer(place, *settings, *open.offer, viewer->handler())
                     : webrtc::Viewer::offer(place, *settings, viewer->handler());
  if (!session) return std::unexpected(std::move(session.error()));
  viewer->session_ = std::make_unique<webrtc::Viewer>(*std::move(session));
  return viewer;
}

// The pipeline's threads may ask for a moment longer than the viewer is there.
webrtc::ViewerHandler Viewer::handler() {
  return {.event = [this](const webrtc::ViewerEvent& event) { told(event); },
          .heard =
              [voice = voice_](std::span<const std::int16_t> samples) {
                static_cast<void>(voice->write(samples));
              },
          .may_send_again =
              [link = link_](std::size_t bytes) {
                return link->may_send_again(bytes, webrtc::monotonic_now());
              }};
}

std::expected<void, std::string> Viewer::take_answer(const std::string& sdp) {
  return session_->set_answer(sdp);
}

void Viewer::add_candidate(std::uint32_t line, const std::string& candidate) {
  session_->add_candidate(line, candidate);
}

std::expected<void, std::string> Viewer::send(const std::string& text) {
  return session_->send(text);
}

void Viewer::told(const webrtc::ViewerEvent& event) {
  std::visit(
      base::overloaded{
          [&](const webrtc::LocalDescription& ours) {
            handler_(media::ViewerDescribed{id_, ours.sdp});
          },
          [&](const webrtc::LocalCandidate& ours) {
            handler_(media::ViewerCandidate{id_, ours.line, ours.candidate});
          },
          [&](const webrtc::CandidatesGathered&) { handler_(media::ViewerGathered{id_}); },
          [&](const webrtc::Connected&) { connected(); },
          [&](const webrtc::KeyFrameWanted&) {
            if (share_) share_->request_key_frame();
          },
          [&](const webrtc::ChannelOpened&) { handler_(media::ViewerChannelOpened{id_}); },
          [&](const webrtc::ChannelText& theirs) { handler_(media::ViewerText{id_, theirs.text}); },
          [&](const webrtc::TransportFeedback& feedback) {
            packets_reported_ += feedback.sent.size();
            link_->reported(feedback);
          },
          [&](const webrtc::Gone& theirs) { gone(theirs); },
      },
      event);
}

// May be the end of this object.
void Viewer::gone(const webrtc::Gone& gone) {
  const Handler handler = handler_;
  handler(media::ViewerGone{id_, end_of(gone.why), gone.sentence});
}

void Viewer::connected() {
  connected_ = true;
  handler_(media::ViewerConnected{id_});
  change_camera(*camera_);
}

void Viewer::flow(call::Flow flow) {
  flow_ = flow;
  let_flow();
}

void Viewer::change_camera(picture::Camera& camera) {
  camera_ = &camera;
  if (!connected_) return;
  share_.reset();
  if (const auto codec = session_->codec()) feed_ = camera.feed(*codec, session_->picture());
  let_flow();
}

// Nothing may wait in a pipeline that is not connected (P2).
void Viewer::let_flow() {
  const bool speaks = connected_ && flow_ == call::Flow::both;
  voice_->mute(!speaks);
  if (!speaks || !session_->sound())
    hears_.reset();
  else if (!hears_)
    hears_ = studio_.microphone.feed(session_->sound());
  let_picture_flow();
}

void Viewer::let_picture_flow() {
  const auto codec = session_->codec();
  if (!connected_ || !codec || flow_ == call::Flow::none) {
    feed_.pause();
    share_.reset();
    return see(media::Sight::nothing);
  }
  if (share_) return;
  share_ = studio_.pictures.join({.codec = *codec,
                                  .carried = [this](base::TimePoint now) { return carried(now); },
                                  .portion_changed =
                                      [this](const congestion::Portion& portion) {
                                        feed_.follow(portion);
                                        see(portion.motion ? media::Sight::motion
                                                           : media::Sight::stills);
                                      }});
  if (share_) feed_.start();
}

void Viewer::see(media::Sight sight) {
  if (std::exchange(sight_, sight) != sight) handler_(media::ViewerSees{id_, sight});
}

Carried Viewer::carried(base::TimePoint now) {
  link_->pass_time(now, session_->unreported_since());
  return link_->carried(now);
}

media::ViewerStatistics Viewer::statistics() const {
  const webrtc::Statistics session = session_->statistics();
  const auto round_trip =
      static_cast<std::uint32_t>(session.sent.round_trip.value_or(base::Duration::zero()).count());
  const auto sent = [&](const rtp::StreamCounts& count) {
    return media::StreamStatistics{.packets_sent = count.packets,
                                   .bytes_sent = count.payload_bytes,
                                   .round_trip_us = round_trip,
                                   .far_loss_share = count.lost_share};
  };
  media::ViewerStatistics all{
      .viewer = id_,
      .sound = sent(session.sent.sound),
      .picture = sent(session.sent.picture),
      .packets_sent_again = session.sent.picture.repeated,
      .packets_reported = packets_reported_,
      .frames_lost = feed_.statistics().lost,
      .link_kbps = static_cast<std::uint32_t>(link_->estimate().bits_per_s / 1000),
      .voice_dbfs = voice_->level_dbfs(),
      .relayed = session.pair.kind == webrtc::PairKind::relayed,
      .local_candidate = session.pair.local,
      .remote_candidate = session.pair.remote};
  all.sound.packets_received = session.sound_received.packets;
  all.sound.packets_lost = session.sound_received.lost;
  all.sound.jitter_us = static_cast<std::uint32_t>(session.sound_received.jitter.count());
  return all;
}

}  // namespace portero::engine
