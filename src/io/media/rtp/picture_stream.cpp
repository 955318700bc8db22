#include "io/media/rtp/picture_stream.hpp"

#include <utility>

#include <fmt/format.h>

namespace portero::rtp {
namespace {

// Leaves room for the headers of IPv6, SRTP and a tunnel.
constexpr int max_packet_bytes = 1200;

std::string sender_of(const sdp::VideoAgreement& agreement) {
  switch (agreement.format.codec) {
    case sdp::VideoCodec::h264:
      return fmt::format(
          "appsrc name=send is-live=true format=time ! rtph264pay pt={} mtu={} "
          "config-interval=-1 aggregate-mode=zero-latency",
          agreement.payload_type, max_packet_bytes);
    case sdp::VideoCodec::vp8:
      return fmt::format(
          "appsrc name=send is-live=true format=time ! rtpvp8pay pt={} mtu={} "
          "picture-id-mode=15-bit",
          agreement.payload_type, max_packet_bytes);
  }
  return {};
}

}  // namespace

PictureStream::PictureStream(loop::EventLoop& loop, const std::optional<sdp::IceDescription>& ice,
                             const sdp::VideoAgreement& agreement, picture::Camera& camera,
                             Handler handler)
    : loop_(loop),
      ice_(ice),
      agreement_(agreement),
      camera_(&camera),
      handler_(std::move(handler)) {}

std::expected<std::unique_ptr<PictureStream>, std::string> PictureStream::start(
    loop::EventLoop& loop, const Ports& ports, const std::optional<sdp::IceDescription>& ice,
    const sdp::VideoAgreement& agreement, picture::Camera& camera, Handler handler) {
  std::unique_ptr<PictureStream> stream{
      new PictureStream{loop, ice, agreement, camera, std::move(handler)}};
  PictureStream* const self = stream.get();
  auto session =
      Session::start(loop, ports, stream->settings(),
                     {.heard = [self] { self->handler_.heard(); },
                      .keyed = [self](const sdp::SdesSrtp& keys) { self->handler_.keyed(keys); },
                      .failed = [self](const std::string& why) { self->handler_.failed(why); },
                      .key_frame_wanted = [self] { self->key_frame_wanted(); }});
  if (!session) return std::unexpected(std::move(session.error()));
  stream->session_ = *std::move(session);
  stream->begin_sending();
  return stream;
}

SessionSettings PictureStream::settings() const {
  return {.transport = agreement_.transport, .ice = ice_, .sender = sender_of(agreement_)};
}

void PictureStream::begin_sending() {
  feed_ = camera_->feed(agreement_.format.codec, session_->sender());
}

std::expected<void, std::string> PictureStream::follow(const sdp::VideoAgreement& agreement,
                                                       picture::Camera& camera) {
  const sdp::VideoAgreement before = std::exchange(agreement_, agreement);
  const bool same_camera = std::exchange(camera_, &camera) == &camera;
  session_->expect(settings());
  if (same_camera && agreement.payload_type == before.payload_type &&
      agreement.format == before.format)
    return {};
  feed_ = {};
  if (auto sent = session_->send_by(settings().sender); !sent) return sent;
  begin_sending();
  return {};
}

void PictureStream::flow(bool on) {
  if (on && sdp::sends(agreement_.direction))
    feed_.start();
  else
    feed_.pause();
}

// On a streaming thread.
void PictureStream::key_frame_wanted() {
  loop_.post([this, alive = std::weak_ptr{alive_}] {
    if (!alive.expired()) handler_.key_frame_wanted();
  });
}

}  // namespace portero::rtp
