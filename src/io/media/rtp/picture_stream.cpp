#include "io/media/rtp/picture_stream.hpp"

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

PictureStream::PictureStream(loop::EventLoop& loop, sdp::Direction direction, Handler handler)
    : loop_(loop), direction_(direction), handler_(std::move(handler)) {}

std::expected<std::unique_ptr<PictureStream>, std::string> PictureStream::start(
    loop::EventLoop& loop, const Ports& ports, const std::optional<sdp::IceDescription>& ice,
    const sdp::VideoAgreement& agreement, picture::Camera& camera, Handler handler) {
  std::unique_ptr<PictureStream> stream{
      new PictureStream{loop, agreement.direction, std::move(handler)}};
  PictureStream* const self = stream.get();
  auto session = Session::start(
      loop, ports, {.transport = agreement.transport, .ice = ice, .sender = sender_of(agreement)},
      {.heard = [self] { self->handler_.heard(); },
       .failed = [self](const std::string& why) { self->handler_.failed(why); },
       .key_frame_wanted = [self] { self->key_frame_wanted(); }});
  if (!session) return std::unexpected(std::move(session.error()));
  stream->session_ = *std::move(session);
  stream->feed_ = camera.feed(agreement.format.codec, stream->session_->sender());
  return stream;
}

void PictureStream::flow(bool on) {
  if (on && sdp::sends(direction_))
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
