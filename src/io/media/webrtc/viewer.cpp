#include "io/media/webrtc/viewer.hpp"

#include <algorithm>
#include <utility>

#include "io/loop/timer.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/webrtc/channel.hpp"
#include "io/media/webrtc/description.hpp"
#include "io/media/webrtc/hearing.hpp"
#include "io/media/webrtc/ice_agent.hpp"
#include "io/media/webrtc/incoming.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/peer_certificate.hpp"
#include "io/media/webrtc/peer_connection.hpp"
#include "io/media/webrtc/signal.hpp"
#include "io/media/webrtc/tls_tunnel.hpp"
#include "io/media/webrtc/unstable_gst.hpp"
#include "io/media/webrtc/viewer_pipeline.hpp"

namespace portero::webrtc {
namespace {

constexpr std::chrono::milliseconds most_for_steps{2000};
constexpr base::Duration goodbye_takes = std::chrono::milliseconds{500};

// Before any description is made (P12). What is lost is sent again only of the picture.
void set_direction(GstElement* format, GstWebRTCRTPTransceiverDirection direction, bool again) {
  const gst::Owned<GstPad> source{gst_element_get_static_pad(format, "src")};
  const gst::Owned<GstPad> sink{gst_pad_get_peer(source.get())};
  GstWebRTCRTPTransceiver* transceiver = nullptr;
  g_object_get(sink.get(), "transceiver", &transceiver, nullptr);
  const gst::Owned<GstWebRTCRTPTransceiver> owned{transceiver};
  g_object_set(transceiver, "direction", direction, "do-nack", again ? TRUE : FALSE, nullptr);
}

rtp::StreamFormat format_of(const AgreedStream& stream, std::uint32_t ssrc, std::uint32_t clock) {
  return {.ssrc = ssrc,
          .payload_type = stream.payload_type,
          .clock_rate = clock,
          .transport_wide_id = stream.feedback_id.transform(
              [](std::uint16_t id) { return static_cast<std::uint8_t>(id); })};
}

}  // namespace

// GStreamer reads its plugins, and makes the key that all viewers share.
void prepare() {
  gst::start();
  for (const char* const factory : {"webrtcbin", "dtlssrtpdec"})
    static_cast<void>(gst::made(factory));
}

class Viewer::Session {
 public:
  Session(ViewerPlace place, const ViewerSettings& settings, ViewerHandler handler)
      : place_(place),
        settings_(settings),
        handler_(std::move(handler)),
        postbox_(std::make_shared<Postbox>(place.loop)),
        timer_(place.loop) {}

  ~Session() {
    postbox_->close();
    incoming_.reset();
    if (sender_) sender_->close();
    if (!pipeline_) return;
    Teardown::Around around;
    if (peer_) around.before = [steps = peer_->steps()] { steps->wait(most_for_steps); };
    // A server that a tunnel leads to lets go when its connection is closed.
    if (uses_relays())
      around.after = [agent = std::shared_ptr{agent_of(webrtcbin_.get())}] {
        release_relays(agent.get());
      };
    place_.teardown.take(std::move(*pipeline_).release(), std::move(around));
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  std::expected<void, std::string> answer(std::string_view offer) {
    auto theirs = read_offer(offer, {.video = settings_.video, .sound = settings_.sound});
    if (!theirs) return std::unexpected{std::move(theirs.error())};
    certificate_ = theirs->certificate;
    if (auto built = build(plan_of(*theirs)); !built) return built;
    peer_->answer(theirs->sdp);
    for (const RemoteCandidate& candidate : theirs->candidates) add(candidate);
    return {};
  }

  std::expected<void, std::string> offer() {
    const Plan plan = plan_of(settings_);
    if (!plan.picture && !plan.sound) return std::unexpected{"there is nothing to offer"};
    if (auto built = build(plan); !built) return built;
    channel_->create();
    peer_->offer();
    return {};
  }

  std::expected<void, std::string> set_answer(std::string_view sdp) {
    if (our_offer_.empty() || certificate_) return std::unexpected{"no answer is waited for"};
    auto theirs = read_answer(sdp, our_offer_);
    if (!theirs) return std::unexpected{std::move(theirs.error())};
    certificate_ = theirs->certificate;
    agreed_.picture = theirs->picture;
    agreed_.sound = theirs->sound;
    peer_->take_answer(theirs->sdp);
    for (const RemoteCandidate& candidate : theirs->candidates) add(candidate);
    return {};
  }

  void add_candidate(unsigned line, std::string_view text) {
    if (auto usable = usable_candidate(text)) add({.line = line, .candidate = std::move(*usable)});
  }

  std::expected<void, std::string> send(std::string_view text) { return channel_->send(text); }

  [[nodiscard]] std::shared_ptr<Sender> picture() const {
    return agreed_.picture ? sender_ : nullptr;
  }
  [[nodiscard]] std::shared_ptr<Sender> sound() const {
    return agreed_.sound && agreed_.sound->to_them ? sender_ : nullptr;
  }
  [[nodiscard]] std::optional<sdp::VideoCodec> codec() const {
    return agreed_.picture.transform([](const AgreedPicture& picture) { return picture.codec; });
  }
  [[nodiscard]] std::optional<base::TimePoint> unreported_since() const {
    return sender_->unreported_since();
  }
  [[nodiscard]] Statistics statistics() const {
    return {sender_->counts(), incoming_->sound(), pair_ ? pair_->now() : Pair{}};
  }

 private:
  std::expected<void, std::string> build(const Plan& plan) {
    auto made = gst::Pipeline::parse(place_.loop, description_of(plan),
                                     {.failed = [this](const gst::Failure& why) { broken(why); }});
    if (!made) return std::unexpected{std::move(made.error())};
    pipeline_ = std::make_unique<gst::Pipeline>(*std::move(made));
    agreed_ = plan;
    webrtcbin_ = pipeline_->named(peer_name);
    if (auto open = open_tunnels(); !open) return open;
    prepare_ice(webrtcbin_.get(), settings_);
    pair_.emplace(agent_of(webrtcbin_.get()).get());
    name_sources();
    connect_peer();
    sender_ = std::make_shared<Sender>(handler_.may_send_again);
    incoming_ = std::make_unique<Incoming>(
        webrtcbin_.get(), postbox_, sender_, hearing_of(plan),
        Incoming::Handler{.feedback = [this](const TransportFeedback& feedback) { tell(feedback); },
                          .key_frame_wanted = [this] { tell(KeyFrameWanted{}); }});
    if (plan.picture)
      set_direction(pipeline_->named(picture_format_name).get(),
                    GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY, true);
    if (plan.sound)
      set_direction(pipeline_->named(sound_format_name).get(),
                    GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDRECV, false);
    timer_.start(settings_.connect_limit, [this] { fail("the connection did not come about"); });
    return pipeline_->play();
  }

  // Otherwise by our user and host.
  void name_sources() {
    const gst::Owned<GstElement> rtpbin{gst_bin_get_by_name(GST_BIN(webrtcbin_.get()), "rtpbin")};
    const std::unique_ptr<GstStructure, decltype(&gst_structure_free)> names{
        gst_structure_new("application/x-rtp-source-sdes", "cname", G_TYPE_STRING, canonical_name,
                          nullptr),
        &gst_structure_free};
    g_object_set(rtpbin.get(), "sdes", names.get(), nullptr);
  }

  [[nodiscard]] bool uses_relays() const {
    return std::ranges::any_of(settings_.servers, [](const IceServer& server) {
      return server.kind == IceServer::Kind::turn;
    });
  }

  // webrtcbin gets the near ends of the tunnels for servers.
  std::expected<void, std::string> open_tunnels() {
    for (IceServer& server : settings_.servers) {
      if (server.over != IceServer::Over::tls) continue;
      if (!settings_.trust) {
        auto trust = net::TlsClient::make(net::TrustSystemAuthorities{});
        if (!trust) return std::unexpected{std::move(trust.error())};
        settings_.trust = *std::move(trust);
      }
      auto tunnel = TlsTunnel::open(place_.loop, server, settings_.trust);
      if (!tunnel) return std::unexpected{std::move(tunnel.error())};
      server.over = IceServer::Over::tcp;
      server.host = base::to_string((*tunnel)->local().address);
      server.port = (*tunnel)->local().port;
      tunnels_.push_back(*std::move(tunnel));
    }
    return {};
  }

  void connect_peer() {
    peer_ = std::make_unique<PeerConnection>(
        webrtcbin_.get(), postbox_,
        PeerConnection::Handler{.described = [this](const std::string& sdp) { described(sdp); },
                                .candidate =
                                    [this](unsigned line, const std::string& candidate) {
                                      tell(LocalCandidate{.line = line, .candidate = candidate});
                                    },
                                .gathered = [this] { tell(CandidatesGathered{}); },
                                .changed = [this](PeerState state) { changed(state); },
                                .failed = [this](const std::string& why) { fail(why); }});
    channel_ = std::make_unique<Channel>(
        webrtcbin_.get(), postbox_,
        Channel::Handler{
            .opened = [this] { tell_if_trusted(ChannelOpened{}); },
            .text = [this](const std::string& text) { tell_if_trusted(ChannelText{text}); },
            .failed = [this](const std::string& why) { fail(why); }});
  }

  std::unique_ptr<Hearing> hearing_of(const Plan& plan) {
    if (!plan.sound) return nullptr;
    return std::make_unique<Hearing>(plan.sound->payload_type, std::move(handler_.heard));
  }

  void described(const std::string& sdp) {
    if (!certificate_) our_offer_ = sdp;
    repetition_ssrc_ = repetition_ssrc(sdp, agreed_.sources.picture);
    tell(LocalDescription{sdp});
  }

  void add(const RemoteCandidate& candidate) {
    if (remote_candidates_ >= max_remote_candidates) return;
    ++remote_candidates_;
    peer_->add_candidate(candidate.line, candidate.candidate);
  }

  void changed(PeerState state) {
    switch (state) {
      case PeerState::connected: return connected();
      case PeerState::failed: return fail("the browser cannot be reached");
      case PeerState::closed: return gone({Gone::Why::closed, "the browser ended it"});
    }
  }

  void connected() {
    if (std::exchange(connected_, true)) return;
    if (!certificate_ || !shows(webrtcbin_.get(), *certificate_))
      return fail("the certificate is not the one that was described");
    if (!sender_->open(agent_of(webrtcbin_.get()), streams()))
      return fail("the browser agreed on no key for sound and picture");
    incoming_->open(agreed_.sound.has_value());
    wait_for_silence();
    for (ViewerEvent& event : early_)
      postbox_->post([this, event = std::move(event)] { tell(event); });
    early_.clear();
    tell(Connected{});
  }

  // Two streams of one SSRC would share their keystream.
  [[nodiscard]] std::optional<rtp::Repetition> repetition(const AgreedStream& picture) const {
    if (!repetition_ssrc_ || !picture.repetition_payload_type) return std::nullopt;
    if (*repetition_ssrc_ == agreed_.sources.picture || *repetition_ssrc_ == agreed_.sources.sound)
      return std::nullopt;
    return rtp::Repetition{.ssrc = *repetition_ssrc_,
                           .payload_type = *picture.repetition_payload_type};
  }

  [[nodiscard]] Sender::Streams streams() const {
    Sender::Streams streams;
    if (agreed_.picture) {
      streams.codec = agreed_.picture->codec;
      rtp::StreamFormat format =
          format_of(agreed_.picture->stream, agreed_.sources.picture, 90'000);
      format.repetition = repetition(agreed_.picture->stream);
      streams.picture = format;
    }
    if (agreed_.sound && agreed_.sound->to_them)
      streams.sound = format_of(*agreed_.sound, agreed_.sources.sound, 48'000);
    return streams;
  }

  // The channel's thread may be ahead of the one that tells that we are connected; nothing counts
  // before the certificate was compared (P16). The channel's limits bound how much waits.
  void tell_if_trusted(ViewerEvent event) {
    if (connected_) return tell(event);
    early_.push_back(std::move(event));
  }

  // webrtcbin itself stays connected to a browser whose network is gone (P8).
  void wait_for_silence() {
    timer_.start_at(incoming_->last_heard() + settings_.silence_limit, [this] {
      if (place_.loop.now() - incoming_->last_heard() < settings_.silence_limit)
        return wait_for_silence();
      gone({Gone::Why::vanished, "nothing came from the browser any more"});
    });
  }

  // A browser that says goodbye ends its data channels first, which breaks the pipeline.
  void broken(const gst::Failure& why) {
    if (!connected_) return fail(why);
    timer_.start(goodbye_takes, [this, why] { fail(why); });
  }

  void fail(const std::string& why) { gone({Gone::Why::failed, why}); }

  void gone(const Gone& event) {
    if (std::exchange(over_, true)) return;
    postbox_->close();
    timer_.cancel();
    tell(event);
  }

  // May be the end of this object.
  void tell(const ViewerEvent& event) {
    const auto handler = handler_.event;
    handler(event);
  }

  ViewerPlace place_;
  ViewerSettings settings_;
  ViewerHandler handler_;
  std::shared_ptr<Postbox> postbox_;
  loop::Timer timer_;
  std::vector<std::unique_ptr<TlsTunnel>> tunnels_{};
  std::unique_ptr<gst::Pipeline> pipeline_{};
  gst::Owned<GstElement> webrtcbin_{};
  Plan agreed_{};
  std::optional<std::uint32_t> repetition_ssrc_{};
  std::shared_ptr<Sender> sender_{};
  std::optional<SelectedPair> pair_{};
  std::unique_ptr<PeerConnection> peer_{};
  std::unique_ptr<Channel> channel_{};
  std::unique_ptr<Incoming> incoming_{};
  std::optional<net::CertificateFingerprint> certificate_{};
  std::string our_offer_{};
  std::size_t remote_candidates_ = 0;
  std::vector<ViewerEvent> early_{};
  bool connected_ = false;
  bool over_ = false;
};

Viewer::Viewer(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Viewer::~Viewer() = default;
Viewer::Viewer(Viewer&&) noexcept = default;
Viewer& Viewer::operator=(Viewer&&) noexcept = default;

std::expected<Viewer, std::string> Viewer::answer(ViewerPlace place, const ViewerSettings& settings,
                                                  std::string_view offer, ViewerHandler handler) {
  auto session = std::make_unique<Session>(place, settings, std::move(handler));
  if (auto begun = session->answer(offer); !begun) return std::unexpected{std::move(begun.error())};
  return Viewer{std::move(session)};
}

std::expected<Viewer, std::string> Viewer::offer(ViewerPlace place, const ViewerSettings& settings,
                                                 ViewerHandler handler) {
  auto session = std::make_unique<Session>(place, settings, std::move(handler));
  if (auto begun = session->offer(); !begun) return std::unexpected{std::move(begun.error())};
  return Viewer{std::move(session)};
}

std::expected<void, std::string> Viewer::set_answer(std::string_view sdp) {
  return session_->set_answer(sdp);
}
void Viewer::add_candidate(unsigned line, std::string_view candidate) {
  session_->add_candidate(line, candidate);
}
std::expected<void, std::string> Viewer::send(std::string_view text) {
  return session_->send(text);
}
std::shared_ptr<picture::Outlet> Viewer::picture() const { return session_->picture(); }
std::shared_ptr<Sender> Viewer::sound() const { return session_->sound(); }
std::optional<sdp::VideoCodec> Viewer::codec() const { return session_->codec(); }
Statistics Viewer::statistics() const { return session_->statistics(); }
std::optional<base::TimePoint> Viewer::unreported_since() const {
  return session_->unreported_since();
}

}  // namespace portero::webrtc
