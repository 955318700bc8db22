#include "io/media/rtp/leg.hpp"

#include <sys/random.h>

#include "base/assert.hpp"
#include "base/base64.hpp"
#include "io/media/rtp/certificate.hpp"

namespace portero::rtp {
namespace {

constexpr base::Duration heard_at_most_every = std::chrono::seconds{1};

std::vector<std::uint8_t> random_bytes(std::size_t count) {
  std::vector<std::uint8_t> random(count);
  const ssize_t drawn = ::getrandom(random.data(), random.size(), 0);
  PORTERO_ASSERT(drawn == static_cast<ssize_t>(count), "the kernel has randomness");
  return random;
}

// Base64 without padding is what ICE allows (RFC 8839 section 5.4).
sdp::IceDescription lite_ice() {
  return {.ufrag = base::to_base64(random_bytes(6)),
          .password = base::to_base64(random_bytes(18)),
          .options = "ice2",
          .lite = true};
}

// A key of our own for each suite that we speak.
std::vector<sdp::Crypto> fresh_keys() {
  std::vector<sdp::Crypto> keys;
  for (const sdp::SrtpSuite suite : sdp::srtp_suites) {
    keys.push_back(sdp::make_crypto(static_cast<std::uint32_t>(keys.size() + 1), suite,
                                    random_bytes(sdp::key_and_salt_bytes(suite))));
  }
  return keys;
}

// Of the one address that calls come to (RFC 8445 section 5.1.2.1).
sdp::Candidate host_candidate(const std::string& own, std::uint16_t component, std::uint16_t port) {
  constexpr std::uint32_t host_preference = 126;
  constexpr std::uint32_t only_address = 65535;
  return {.foundation = "1",
          .component = component,
          .transport = "UDP",
          .priority = host_preference << 24U | only_address << 8U | (256U - component),
          .address = own,
          .port = port,
          .type = "host"};
}

sdp::LocalStream described(const std::string& own, const Ports& ports) {
  return {.port = ports.rtp_port(),
          .rtcp_port = ports.rtcp_port(),
          .crypto = fresh_keys(),
          .candidates = {host_candidate(own, 1, ports.rtp_port()),
                         host_candidate(own, 2, ports.rtcp_port())}};
}

// Whether the far side knows another certificate than ours, of a process that died: it will be told
// ours, and agree anew.
bool is_outdated(const sdp::Transport& transport) {
  const auto* dtls = std::get_if<sdp::DtlsSrtp>(&transport.protection);
  return dtls != nullptr && dtls->own != own_certificate().fingerprint;
}

}  // namespace

Leg::Leg(loop::EventLoop& loop, media::LegId id, sound::Duplex& duplex, picture::Camera& camera,
         Ports sound_ports, Ports picture_ports, Handler handler)
    : loop_(loop),
      id_(id),
      duplex_(duplex),
      camera_(&camera),
      handler_(std::move(handler)),
      sound_ports_(std::move(sound_ports)),
      picture_ports_(std::move(picture_ports)) {}

std::expected<std::unique_ptr<Leg>, std::string> Leg::open(loop::EventLoop& loop,
                                                           const media::OpenLeg& open,
                                                           sound::Duplex& duplex,
                                                           picture::Camera& camera,
                                                           Handler handler) {
  const auto& again = open.again;
  auto sound = Ports::bind(open.own, again ? again->audio.port : std::uint16_t{0});
  if (!sound) return std::unexpected(std::move(sound.error()));
  auto picture = Ports::bind(open.own, again ? again->video.port : std::uint16_t{0});
  if (!picture) return std::unexpected(std::move(picture.error()));
  std::unique_ptr<Leg> leg{new Leg{loop, open.leg, duplex, camera, *std::move(sound),
                                   *std::move(picture), std::move(handler)}};
  const std::string own = base::to_string(open.own);
  leg->local_ = again.value_or(sdp::LocalMedia{.address = own,
                                               .audio = described(own, leg->sound_ports_),
                                               .video = described(own, leg->picture_ports_),
                                               .ice = lite_ice()});
  leg->reached_ = open.reached;
  leg->local_.fingerprint.reset();
  if (open.dtls) leg->local_.fingerprint = own_certificate().fingerprint;
  return leg;
}

std::expected<void, std::string> Leg::use(const sdp::Agreement& agreement) {
  if (auto used = use_sound(agreement.audio); !used) return used;
  if (auto used = use_picture(agreement.video); !used) return used;
  agreement_ = agreement;
  flow(flow_);
  return {};
}

std::expected<void, std::string> Leg::use_sound(
    const std::optional<sdp::AudioAgreement>& agreement) {
  if (!agreement || is_outdated(agreement->transport)) {
    sound_.reset();
    return {};
  }
  if (sound_ && sound_->serves(*agreement)) return sound_->follow(*agreement);
  sound_.reset();
  if (agreement_.audio && agreement_.audio->transport.protection != agreement->transport.protection)
    reached_.reset();  // phones count anew with other keys
  auto stream = SoundStream::start(
      loop_, sound_ports_, local_.ice, *agreement, reached_, duplex_,
      {.heard = [this] { heard(); },
       .key =
           [this](const dtmf::KeyReport& report) {
             if (const auto* event = std::get_if<dtmf::Rfc4733Event>(&report))
               handler_.event(media::KeyHeard{id_, *event});
             if (const auto* tone = std::get_if<dtmf::InbandTone>(&report))
               handler_.event(media::ToneHeard{id_, *tone});
           },
       .reached =
           [this](const PacketIndex& index) {
             reached_ = index;
             handler_.event(media::IndexReached{id_, index});
           },
       .unreadable =
           [this](const std::string& why) {
             handler_.event(media::LegUnreadable{id_, "sound: " + why});
           },
       .failed = [this](const std::string& why) { failed(why); },
       .keyed = [this, agreed = agreement->transport](
                    const sdp::SdesSrtp& keys) { tell_keys(media::Medium::sound, agreed, keys); }});
  if (!stream) return std::unexpected(std::move(stream.error()));
  sound_ = *std::move(stream);
  return {};
}

std::expected<void, std::string> Leg::use_picture(
    const std::optional<sdp::VideoAgreement>& agreement) {
  if (!agreement || is_outdated(agreement->transport)) {
    picture_.reset();
    return {};
  }
  if (picture_ && picture_->serves(*agreement)) return picture_->follow(*agreement, *camera_);
  picture_.reset();
  auto stream =
      PictureStream::start(loop_, picture_ports_, local_.ice, *agreement, *camera_,
                           {.heard = [] {},
                            .failed = [this](const std::string& why) { failed(why); },
                            .key_frame_wanted = [this] { handler_.key_frame_wanted(); },
                            .keyed =
                                [this, agreed = agreement->transport](const sdp::SdesSrtp& keys) {
                                  tell_keys(media::Medium::picture, agreed, keys);
                                }});
  if (!stream) return std::unexpected(std::move(stream.error()));
  picture_ = *std::move(stream);
  return {};
}

void Leg::tell_keys(media::Medium medium, const sdp::Transport& agreed, const sdp::SdesSrtp& keys) {
  if (const auto* dtls = std::get_if<sdp::DtlsSrtp>(&agreed.protection))
    handler_.event(media::KeysAgreed{id_, medium, *dtls, keys});
}

void Leg::flow(call::Flow flow) {
  flow_ = flow;
  if (sound_) sound_->flow(flow == call::Flow::both);
  if (picture_) picture_->flow(flow != call::Flow::none);
}

void Leg::send_key(dtmf::Key key) {
  if (sound_) sound_->send_key(key);
}

std::optional<PictureTaken> Leg::picture() const {
  const auto& agreed = agreement_.video;
  if (!picture_ || !agreed || flow_ == call::Flow::none || !sdp::sends(agreed->direction))
    return std::nullopt;
  return PictureTaken{.codec = agreed->format.codec, .max_kbps = agreed->max_kbps};
}

void Leg::change_camera(picture::Camera& camera) {
  camera_ = &camera;
  if (auto used = use_picture(agreement_.video); !used) return failed(used.error());
  flow(flow_);
}

media::LegStatistics Leg::statistics() const {
  return {.leg = id_,
          .sound = sound_ ? sound_->statistics() : media::StreamStatistics{},
          .picture = picture_ ? picture_->statistics() : media::StreamStatistics{}};
}

void Leg::heard() {
  if (heard_ && loop_.now() < *heard_ + heard_at_most_every) return;
  heard_ = loop_.now();
  handler_.event(media::LegHeard{id_});
}

void Leg::failed(const std::string& why) { handler_.event(media::LegFailed{id_, why}); }

}  // namespace portero::rtp
