#include "io/media/webrtc/peer_connection.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "io/media/webrtc/signal.hpp"
#include "io/media/webrtc/unstable_gst.hpp"

namespace portero::webrtc {
namespace {

using Description =
    std::unique_ptr<GstWebRTCSessionDescription, decltype(&gst_webrtc_session_description_free)>;

std::string text_of(const GstWebRTCSessionDescription& description) {
  const std::unique_ptr<gchar, decltype(&g_free)> text{gst_sdp_message_as_text(description.sdp),
                                                       &g_free};
  return text.get();
}

std::optional<std::string> error_of(const GstStructure* reply) {
  if (reply == nullptr || gst_structure_has_field(reply, "error") == FALSE) return std::nullopt;
  GError* error = nullptr;
  gst_structure_get(reply, "error", G_TYPE_ERROR, &error, nullptr);
  const std::unique_ptr<GError, decltype(&g_error_free)> owned{error, &g_error_free};
  return owned ? owned->message : "it is not said why";
}

std::optional<PeerState> state_of(GstElement* webrtcbin) {
  GstWebRTCPeerConnectionState state{};
  g_object_get(webrtcbin, "connection-state", &state, nullptr);
  switch (state) {
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED: return PeerState::connected;
    case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED: return PeerState::failed;
    case GST_WEBRTC_PEER_CONNECTION_STATE_CLOSED: return PeerState::closed;
    case GST_WEBRTC_PEER_CONNECTION_STATE_NEW:
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTING:
    case GST_WEBRTC_PEER_CONNECTION_STATE_DISCONNECTED: return std::nullopt;
  }
  return std::nullopt;
}

// webrtcbin does not tell that the other side said goodbye; its DTLS decoder does.
bool said_goodbye(GstElement* dtls_decoder) {
  gint state = 0;
  g_object_get(dtls_decoder, "connection-state", &state, nullptr);
  constexpr gint closed = 1;  // GstDtlsConnectionState
  return state == closed;
}

// Read in webrtcbin's threads, but for the handler: that is the loop's.
struct Signals {
  std::shared_ptr<Postbox> postbox;
  const PeerConnection::Handler* handler;

  static void candidate(GstElement*, guint line, gchar* text, Signals* self) {
    self->postbox->post([handler = self->handler, line, candidate = std::string{text}] {
      handler->candidate(line, candidate);
    });
  }
  static void gathering(GstElement* webrtcbin, GParamSpec*, Signals* self) {
    GstWebRTCICEGatheringState state{};
    g_object_get(webrtcbin, "ice-gathering-state", &state, nullptr);
    if (state != GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE) return;
    self->postbox->post([handler = self->handler] { handler->gathered(); });
  }
  static void state(GstElement* webrtcbin, GParamSpec*, Signals* self) {
    if (const auto state = state_of(webrtcbin)) self->changed(*state);
  }
  static void element(GstBin*, GstBin*, GstElement* element, Signals* self) {
    const GstElementFactory* const factory = gst_element_get_factory(element);
    if (factory != nullptr && std::string_view{GST_OBJECT_NAME(factory)} == "dtlssrtpdec")
      connect(element, "notify::connection-state", &Signals::dtls_state, *self);
  }
  static void dtls_state(GstElement* decoder, GParamSpec*, Signals* self) {
    if (said_goodbye(decoder)) self->changed(PeerState::closed);
  }
  void changed(PeerState state) const {
    postbox->post([told = handler, state] { told->changed(state); });
  }
};

// Of one promise: freed with it, done or not.
struct Step {
  std::shared_ptr<Postbox> postbox;
  std::shared_ptr<Steps> steps;
  std::function<void(const GstStructure*)> then;
  bool under_way = true;

  // In webrtcbin's thread. A pipeline that ends lets its promises expire.
  static void done(GstPromise* promise, gpointer data) {
    auto& step = *static_cast<Step*>(data);
    if (gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED) {
      gst_promise_ref(promise);
      step.postbox->post([then = step.then, replied = gst::OwnedMini<GstPromise>{promise}] {
        then(gst_promise_get_reply(replied.get()));
      });
    }
    step.end();
  }
  static void forget(gpointer data) {
    const std::unique_ptr<Step> step{static_cast<Step*>(data)};
    step->end();
  }

  void end() {
    if (std::exchange(under_way, false)) steps->end();
  }
};

}  // namespace

PeerConnection::PeerConnection(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox,
                               Handler handler)
    : webrtcbin_(gst::share(webrtcbin)),
      postbox_(std::move(postbox)),
      handler_(std::move(handler)) {
  connect(webrtcbin, "on-ice-candidate", &Signals::candidate, Signals{postbox_, &handler_});
  connect(webrtcbin, "notify::ice-gathering-state", &Signals::gathering,
          Signals{postbox_, &handler_});
  connect(webrtcbin, "notify::connection-state", &Signals::state, Signals{postbox_, &handler_});
  connect(webrtcbin, "deep-element-added", &Signals::element, Signals{postbox_, &handler_});
}

void PeerConnection::offer() { create(Kind::offer); }

void PeerConnection::answer(const std::string& their_offer) {
  set("set-remote-description", Kind::offer, their_offer, [this] { create(Kind::answer); });
}

void PeerConnection::take_answer(const std::string& their_answer) {
  set("set-remote-description", Kind::answer, their_answer, [] {});
}

void PeerConnection::add_candidate(unsigned line, const std::string& candidate) {
  g_signal_emit_by_name(webrtcbin_.get(), "add-ice-candidate", line, candidate.c_str());
}

void PeerConnection::create(Kind kind) {
  ask(kind == Kind::offer ? "create-offer" : "create-answer", nullptr,
      [this, kind](const GstStructure* reply) { created(kind, reply); });
}

void PeerConnection::created(Kind kind, const GstStructure* reply) {
  if (const auto why = error_of(reply)) return handler_.failed(*why);
  GstWebRTCSessionDescription* made = nullptr;
  if (reply != nullptr)
    gst_structure_get(reply, kind == Kind::offer ? "offer" : "answer",
                      GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &made, nullptr);
  if (made == nullptr) return handler_.failed("webrtcbin made no description");
  const std::string sdp = text_of(*Description{made, &gst_webrtc_session_description_free});
  set("set-local-description", kind, sdp, [] {});
  handler_.described(sdp);
}

void PeerConnection::set(const char* action, Kind kind, const std::string& sdp,
                         std::function<void()> then) {
  GstSDPMessage* message = nullptr;
  gst_sdp_message_new_from_text(sdp.c_str(), &message);
  const Description description{
      gst_webrtc_session_description_new(
          kind == Kind::offer ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER, message),
      &gst_webrtc_session_description_free};
  ask(action, description.get(), [this, then = std::move(then)](const GstStructure* reply) {
    if (const auto why = error_of(reply)) return handler_.failed(*why);
    then();
  });
}

void PeerConnection::ask(const char* action, gpointer argument, Then then) {
  steps_->begin();
  const gst::OwnedMini<GstPromise> promise{gst_promise_new_with_change_func(
      &Step::done, new Step{postbox_, steps_, std::move(then)}, &Step::forget)};
  g_signal_emit_by_name(webrtcbin_.get(), action, argument, promise.get());
}

}  // namespace portero::webrtc
