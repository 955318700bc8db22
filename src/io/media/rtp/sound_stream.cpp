#include "io/media/rtp/sound_stream.hpp"

#include <utility>

namespace portero::rtp {
namespace {

// Of both, whether our packets are made alike.
bool sends_alike(const sdp::AudioAgreement& left, const sdp::AudioAgreement& right) {
  return left.formats.front() == right.formats.front() &&
         left.telephone_events == right.telephone_events &&
         left.packet_time_ms == right.packet_time_ms && left.ilbc_frame_ms == right.ilbc_frame_ms;
}

}  // namespace

SoundStream::SoundStream(loop::EventLoop& loop, const std::optional<sdp::IceDescription>& ice,
                         const sdp::AudioAgreement& agreement, sound::Duplex& duplex,
                         Handler handler)
    : loop_(loop),
      duplex_(duplex),
      ice_(ice),
      agreement_(agreement),
      ssrc_(g_random_int()),
      handler_(std::move(handler)),
      voice_(duplex.speak()),
      player_([this](std::span<const std::int16_t> sound) { voice_.write(sound); },
              [this](const dtmf::InbandTone& tone) { tone_heard(tone); }) {
  player_.expect(agreement.formats);
}

std::expected<std::unique_ptr<SoundStream>, std::string> SoundStream::start(
    loop::EventLoop& loop, const Ports& ports, const std::optional<sdp::IceDescription>& ice,
    const sdp::AudioAgreement& agreement, const std::optional<PacketIndex>& reached,
    sound::Duplex& duplex, Handler handler) {
  std::unique_ptr<SoundStream> stream{
      new SoundStream{loop, ice, agreement, duplex, std::move(handler)}};
  SessionSettings settings = stream->settings();
  settings.reached = reached;
  SoundStream* const self = stream.get();
  auto session = Session::start(
      loop, ports, settings,
      {.heard = [self] { self->handler_.heard(); },
       .key = [self](const dtmf::Rfc4733Event& key) { self->handler_.key(key); },
       .reached = [self](const PacketIndex& index) { self->handler_.reached(index); },
       .keyed = [self](const sdp::SdesSrtp& keys) { self->handler_.keyed(keys); },
       .unreadable = [self](const std::string& why) { self->handler_.unreadable(why); },
       .failed = [self](const std::string& why) { self->handler_.failed(why); },
       .play = [self](
                   std::uint8_t type,
                   std::optional<base::ByteView> payload) { self->player_.play(type, payload); }});
  if (!session) return std::unexpected(std::move(session.error()));
  stream->session_ = *std::move(session);
  stream->begin_sending();
  return stream;
}

SessionSettings SoundStream::settings() const {
  SessionSettings settings{.transport = agreement_.transport,
                           .ice = ice_,
                           .sender = SoundSender::description(agreement_, ssrc_)};
  for (const sdp::AudioFormat& format : agreement_.formats)
    settings.sound.push_back({format.receive_payload_type, sdp::info(format.codec).clock_rate});
  for (const sdp::TelephoneEvent& event : agreement_.telephone_events)
    settings.telephone_events.push_back({event.receive_payload_type, event.clock_rate});
  return settings;
}

void SoundStream::begin_sending() {
  sender_ = std::make_unique<SoundSender>(agreement_, ssrc_, session_->sender());
  listener_ = std::make_unique<sound::Listener>(duplex_.listen(
      [sender = sender_.get()](sound::FrameView frame, base::TimePoint) { sender->take(frame); }));
}

std::expected<void, std::string> SoundStream::follow(const sdp::AudioAgreement& agreement) {
  const sdp::AudioAgreement before = std::exchange(agreement_, agreement);
  if (agreement.formats != before.formats) player_.expect(agreement.formats);
  session_->expect(settings());
  if (sends_alike(agreement, before)) return {};
  listener_.reset();
  ssrc_ = g_random_int();
  if (auto sent = session_->send_by(settings().sender); !sent) return sent;
  begin_sending();
  return {};
}

void SoundStream::flow(bool on) {
  sender_->send(on && sdp::sends(agreement_.direction));
  session_->play(on && sdp::receives(agreement_.direction));
}

// On a streaming thread. UNL-6: a tone counts where a key in packets of its own would.
void SoundStream::tone_heard(const dtmf::InbandTone& tone) {
  loop_.post([this, tone, alive = std::weak_ptr{alive_}] {
    if (!alive.expired() && session_->keys_count()) handler_.key(tone);
  });
}

}  // namespace portero::rtp
