#include "io/media/webrtc/viewer.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include <gst/video/video.h>

#include "io/loop/timer.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/webrtc/channel.hpp"
#include "io/media/webrtc/description.hpp"
#include "io/media/webrtc/hearing.hpp"
#include "io/media/webrtc/ice_agent.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/peer_certificate.hpp"
#include "io/media/webrtc/peer_connection.hpp"
#include "io/media/webrtc/send_path.hpp"
#include "io/media/webrtc/signal.hpp"
#include "io/media/webrtc/tls_tunnel.hpp"
#include "io/media/webrtc/unstable_gst.hpp"
#include "io/media/webrtc/viewer_pipeline.hpp"

namespace portero::webrtc {
namespace {

// Two seconds of each may wait for a network that has stalled; what is more is lost.
constexpr guint64 max_pictures_waiting = 50;
constexpr guint64 max_sounds_waiting = 25;

constexpr std::chrono::milliseconds most_for_steps{2000};
constexpr base::Duration goodbye_takes = std::chrono::milliseconds{500};

// Browsers ask for a key frame several times until one comes: one question at a time is passed on.
struct KeyFrameQuestion {
  std::shared_ptr<Postbox> postbox;
  std::function<void()> ask;  // the loop's
  std::shared_ptr<std::atomic<bool>> pending = std::make_shared<std::atomic<bool>>(false);

  static GstPadProbeReturn event(GstPad*, GstPadProbeInfo* info, gpointer data) {
    const auto& self = *static_cast<KeyFrameQuestion*>(data);
    if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)) != FALSE &&
        !self.pending->exchange(true))
      self.postbox->post([ask = self.ask, pending = self.pending] {
        *pending = false;
        ask();
      });
    return GST_PAD_PROBE_OK;
  }
};

// Before any description is made (P12). What is lost is sent again only of the picture.
void set_direction(GstElement* format, GstWebRTCRTPTransceiverDirection direction, bool again) {
  const gst::Owned<GstPad> source{gst_element_get_static_pad(format, "src")};
  const gst::Owned<GstPad> sink{gst_pad_get_peer(source.get())};
  GstWebRTCRTPTransceiver* transceiver = nullptr;
  g_object_get(sink.get(), "transceiver", &transceiver, nullptr);
  const gst::Owned<GstWebRTCRTPTransceiver> owned{transceiver};
  g_object_set(transceiver, "direction", direction, "do-nack", again ? TRUE : FALSE, nullptr);
}

// The link is made in webrtcbin's thread; nothing is added to the pipeline there (P11).
void theirs_added(GstElement*, GstPad* pad, gst::Owned<GstElement>* entry) {
  if (GST_PAD_DIRECTION(pad) != GST_PAD_SRC) return;
  const gst::Owned<GstPad> sink{gst_element_get_static_pad(entry->get(), "sink")};
  if (gst_pad_is_linked(sink.get()) == FALSE) gst_pad_link(pad, sink.get());
}

void limit(GstElement* source, guint64 buffers) {
  if (source != nullptr) g_object_set(source, "max-buffers", buffers, nullptr);
}

}  // namespace

// GStreamer reads its plugins, and makes the key that all viewers share.
void prepare() {
  gst::start();
  for (const char* const factory : {"webrtcbin", "dtlssrtpdec", "opusdec"})
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
    hearing_.reset();
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
    peer_->take_answer(theirs->sdp);
    for (const RemoteCandidate& candidate : theirs->candidates) add(candidate);
    return {};
  }

  void add_candidate(unsigned line, std::string_view text) {
    if (auto usable = usable_candidate(text)) add({.line = line, .candidate = std::move(*usable)});
  }

  std::expected<void, std::string> send(std::string_view text) { return channel_->send(text); }

  [[nodiscard]] GstElement* picture_source() const { return picture_.get(); }
  [[nodiscard]] GstElement* sound_source() const { return sound_.get(); }
  [[nodiscard]] std::optional<sdp::VideoCodec> codec() const { return codec_; }
  [[nodiscard]] std::optional<base::TimePoint> unreported_since() const {
    return packets_->unreported_since();
  }
  [[nodiscard]] Statistics statistics() const { return statistics_of(webrtcbin_.get(), sources_); }

 private:
  std::expected<void, std::string> build(const Plan& plan) {
    auto made = gst::Pipeline::parse(place_.loop, description_of(plan),
                                     {.failed = [this](const gst::Failure& why) { broken(why); }});
    if (!made) return std::unexpected{std::move(made.error())};
    pipeline_ = std::make_unique<gst::Pipeline>(*std::move(made));
    sources_ = plan.sources;
    webrtcbin_ = pipeline_->named(peer_name);
    if (auto open = open_tunnels(); !open) return open;
    prepare_ice(webrtcbin_.get(), settings_);
    connect_peer();
    packets_ = std::make_unique<Packets>(
        webrtcbin_.get(), postbox_, plan.picture ? plan.picture->stream.feedback_id : std::nullopt,
        handler_.may_send_again, [this](const TransportFeedback& feedback) { tell(feedback); });
    lighten_send_path(webrtcbin_.get(), plan.sources.picture);
    if (plan.picture) build_picture(*plan.picture);
    if (plan.sound) build_sound();
    timer_.start(settings_.connect_limit, [this] { fail("the connection did not come about"); });
    return pipeline_->play();
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

  void build_picture(const AgreedPicture& picture) {
    codec_ = picture.codec;
    picture_ = pipeline_->named(picture_source_name);
    set_direction(pipeline_->named(picture_format_name).get(),
                  GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY, true);
    const gst::Owned<GstPad> pad{gst_element_get_static_pad(picture_.get(), "src")};
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, &KeyFrameQuestion::event,
                      new KeyFrameQuestion{postbox_, [this] { tell(KeyFrameWanted{}); }},
                      [](gpointer data) { delete static_cast<KeyFrameQuestion*>(data); });
  }

  void build_sound() {
    sound_ = pipeline_->named(sound_source_name);
    set_direction(pipeline_->named(sound_format_name).get(),
                  GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDRECV, false);
    hearing_ =
        std::make_unique<Hearing>(pipeline_->named(heard_name).get(), std::move(handler_.heard));
    connect(webrtcbin_.get(), "pad-added", &theirs_added, pipeline_->named(heard_entry_name));
  }

  void described(const std::string& sdp) {
    if (!certificate_) our_offer_ = sdp;
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
    limit(picture_.get(), max_pictures_waiting);
    limit(sound_.get(), max_sounds_waiting);
    if (hearing_) hearing_->open();
    wait_for_silence();
    for (ViewerEvent& event : early_)
      postbox_->post([this, event = std::move(event)] { tell(event); });
    early_.clear();
    tell(Connected{});
  }

  // The channel's thread may be ahead of the one that tells that we are connected; nothing counts
  // before the certificate was compared (P16). The channel's limits bound how much waits.
  void tell_if_trusted(ViewerEvent event) {
    if (connected_) return tell(event);
    early_.push_back(std::move(event));
  }

  // webrtcbin itself stays connected to a browser whose network is gone (P8).
  void wait_for_silence() {
    timer_.start_at(packets_->last_heard() + settings_.silence_limit, [this] {
      if (place_.loop.now() - packets_->last_heard() < settings_.silence_limit)
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
  Sources sources_{};
  gst::Owned<GstElement> picture_{};
  gst::Owned<GstElement> sound_{};
  std::unique_ptr<PeerConnection> peer_{};
  std::unique_ptr<Channel> channel_{};
  std::unique_ptr<Packets> packets_{};
  std::unique_ptr<Hearing> hearing_{};
  std::optional<sdp::VideoCodec> codec_{};
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
GstElement* Viewer::picture_source() const { return session_->picture_source(); }
GstElement* Viewer::sound_source() const { return session_->sound_source(); }
std::optional<sdp::VideoCodec> Viewer::codec() const { return session_->codec(); }
Statistics Viewer::statistics() const { return session_->statistics(); }
std::optional<base::TimePoint> Viewer::unreported_since() const {
  return session_->unreported_since();
}

}  // namespace portero::webrtc
