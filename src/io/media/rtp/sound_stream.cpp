#include "io/media/rtp/sound_stream.hpp"

namespace portero::rtp {
namespace {

SessionSettings settings_of(const sdp::AudioAgreement& agreement,
                            const std::optional<sdp::IceDescription>& ice,
                            const std::optional<PacketIndex>& reached, std::uint32_t ssrc) {
  SessionSettings settings{.transport = agreement.transport,
                           .ice = ice,
                           .sender = SoundSender::description(agreement, ssrc),
                           .reached = reached};
  for (const sdp::AudioFormat& format : agreement.formats)
    settings.sound.push_back({format.receive_payload_type, sdp::info(format.codec).clock_rate});
  for (const sdp::TelephoneEvent& event : agreement.telephone_events)
    settings.telephone_events.push_back({event.receive_payload_type, event.clock_rate});
  return settings;
}

}  // namespace

SoundStream::SoundStream(loop::EventLoop& loop, const sdp::AudioAgreement& agreement,
                         sound::Duplex& duplex, Handler handler)
    : loop_(loop),
      direction_(agreement.direction),
      handler_(std::move(handler)),
      voice_(duplex.speak()),
      player_(
          agreement, [this](std::span<const std::int16_t> sound) { voice_.write(sound); },
          [this](const dtmf::InbandTone& tone) { tone_heard(tone); }) {}

std::expected<std::unique_ptr<SoundStream>, std::string> SoundStream::start(
    loop::EventLoop& loop, const Ports& ports, const std::optional<sdp::IceDescription>& ice,
    const sdp::AudioAgreement& agreement, const std::optional<PacketIndex>& reached,
    sound::Duplex& duplex, Handler handler) {
  std::unique_ptr<SoundStream> stream{new SoundStream{loop, agreement, duplex, std::move(handler)}};
  SoundStream* const self = stream.get();
  const std::uint32_t ssrc = g_random_int();
  auto session = Session::start(
      loop, ports, settings_of(agreement, ice, reached, ssrc),
      {.heard = [self] { self->handler_.heard(); },
       .key = [self](const dtmf::Rfc4733Event& key) { self->handler_.key(key); },
       .reached = [self](const PacketIndex& index) { self->handler_.reached(index); },
       .unreadable = [self](const std::string& why) { self->handler_.unreadable(why); },
       .failed = [self](const std::string& why) { self->handler_.failed(why); },
       .play = [self](
                   std::uint8_t type,
                   std::optional<base::ByteView> payload) { self->player_.play(type, payload); }});
  if (!session) return std::unexpected(std::move(session.error()));
  stream->session_ = *std::move(session);
  stream->sender_ = std::make_unique<SoundSender>(agreement, ssrc, stream->session_->sender());
  stream->listener_ = std::make_unique<sound::Listener>(
      duplex.listen([sender = stream->sender_.get()](sound::FrameView frame, base::TimePoint) {
        sender->take(frame);
      }));
  return stream;
}

void SoundStream::flow(bool on) {
  sender_->send(on && sdp::sends(direction_));
  session_->play(on && sdp::receives(direction_));
}

// On a streaming thread. UNL-6: a tone counts where a key in packets of its own would.
void SoundStream::tone_heard(const dtmf::InbandTone& tone) {
  loop_.post([this, tone, alive = std::weak_ptr{alive_}] {
    if (!alive.expired() && session_->keys_count()) handler_.key(tone);
  });
}

}  // namespace portero::rtp
