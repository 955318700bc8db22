#include "io/media/rtp/leg.hpp"

#include <sys/random.h>

#include "base/assert.hpp"
#include "io/media/rtp/certificate.hpp"

namespace portero::rtp {
namespace {

constexpr base::Duration heard_at_most_every = std::chrono::seconds{1};

// A key of our own for each suite that we speak.
std::vector<sdp::Crypto> fresh_keys() {
  std::vector<sdp::Crypto> keys;
  for (const sdp::SrtpSuite suite : sdp::srtp_suites) {
    std::vector<std::uint8_t> random(sdp::key_and_salt_bytes(suite));
    const ssize_t drawn = ::getrandom(random.data(), random.size(), 0);
    PORTERO_ASSERT(drawn == static_cast<ssize_t>(random.size()), "the kernel has randomness");
    keys.push_back(sdp::make_crypto(static_cast<std::uint32_t>(keys.size() + 1), suite, random));
  }
  return keys;
}

sdp::LocalStream described(const Ports& ports) {
  return {.port = ports.rtp_port(), .rtcp_port = ports.rtcp_port(), .crypto = fresh_keys()};
}

// Whether the streams can go on as they are.
template <class Stream>
bool differ_in_direction_alone(Stream left, const Stream& right) {
  left.direction = right.direction;
  left.why = right.why;
  return left == right;
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
  leg->local_ = again.value_or(sdp::LocalMedia{.address = base::to_string(open.own),
                                               .audio = described(leg->sound_ports_),
                                               .video = described(leg->picture_ports_)});
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
  if (!agreement) {
    sound_.reset();
    return {};
  }
  if (sound_ && agreement_.audio && differ_in_direction_alone(*agreement, *agreement_.audio)) {
    sound_->direct(agreement->direction);
    return {};
  }
  sound_.reset();
  auto stream = SoundStream::start(
      loop_, sound_ports_, *agreement, duplex_,
      {.heard = [this] { heard(); },
       .key =
           [this](const dtmf::KeyReport& report) {
             if (const auto* event = std::get_if<dtmf::Rfc4733Event>(&report))
               handler_(media::KeyHeard{id_, *event});
             if (const auto* tone = std::get_if<dtmf::InbandTone>(&report))
               handler_(media::ToneHeard{id_, *tone});
           },
       .unreadable =
           [this](const std::string& why) { handler_(media::LegUnreadable{id_, "sound: " + why}); },
       .failed = [this](const std::string& why) { failed(why); }});
  if (!stream) return std::unexpected(std::move(stream.error()));
  sound_ = *std::move(stream);
  return {};
}

std::expected<void, std::string> Leg::use_picture(
    const std::optional<sdp::VideoAgreement>& agreement) {
  if (!agreement) {
    picture_.reset();
    return {};
  }
  if (picture_ && agreement_.video && differ_in_direction_alone(*agreement, *agreement_.video)) {
    picture_->direct(agreement->direction);
    return {};
  }
  picture_.reset();
  auto stream = PictureStream::start(
      loop_, picture_ports_, *agreement, *camera_,
      {.heard = [] {}, .failed = [this](const std::string& why) { failed(why); }});
  if (!stream) return std::unexpected(std::move(stream.error()));
  picture_ = *std::move(stream);
  return {};
}

void Leg::flow(call::Flow flow) {
  flow_ = flow;
  if (sound_) sound_->flow(flow == call::Flow::both);
  if (picture_) picture_->flow(flow != call::Flow::none);
}

void Leg::request_key_frame() {
  if (picture_) picture_->request_key_frame();
}

void Leg::change_camera(picture::Camera& camera) {
  picture_.reset();
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
  handler_(media::LegHeard{id_});
}

void Leg::failed(const std::string& why) { handler_(media::LegFailed{id_, why}); }

}  // namespace portero::rtp
