#include "io/media/webrtc/channel.hpp"

#include <atomic>
#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/monotonic.hpp"
#include "io/media/webrtc/signal.hpp"
#include "io/media/webrtc/token_bucket.hpp"
#include "io/media/webrtc/unstable_gst.hpp"

namespace portero::webrtc {
namespace {

constexpr const char* label = "portero";

// Of one channel, in the thread that its messages come in.
struct Incoming {
  std::shared_ptr<Postbox> postbox;
  const Channel::Handler* handler;
  TokenBucket allowed{messages_per_second, max_message_burst};

  static void text(GstWebRTCDataChannel*, gchar* bytes, Incoming* self) {
    if (bytes == nullptr || !self->allowed.take(monotonic_now())) return;
    std::string text{bytes};
    if (text.size() > max_message_bytes || !base::is_utf8(text)) return;
    self->postbox->post([handler = self->handler, text = std::move(text)] { handler->text(text); });
  }
  static void opened(GstWebRTCDataChannel*, Incoming* self) {
    self->postbox->post([handler = self->handler] { handler->opened(); });
  }
};

void listen_to(GstWebRTCDataChannel* channel, const Incoming& incoming) {
  connect(channel, "on-message-string", &Incoming::text, incoming);
  connect(channel, "on-open", &Incoming::opened, incoming);
}

}  // namespace

// Of webrtcbin, which tells of their channels in a thread of its own.
struct Channel::Signals {
  std::shared_ptr<Postbox> postbox;
  Channel* channel;  // the loop's
  unsigned seen = 0;

  // The one moment at which none of its messages is lost.
  static void prepared(GstElement*, GstWebRTCDataChannel* channel, gboolean is_local,
                       Signals* self) {
    if (is_local != FALSE) return;
    ++self->seen;
    if (self->seen > max_channels)
      self->postbox->post([it = self->channel] { it->handler_.failed("too many data channels"); });
    if (self->seen > 1) return;
    listen_to(channel, {self->postbox, &self->channel->handler_});
    self->postbox->post(
        [it = self->channel, kept = Object{G_OBJECT(g_object_ref(channel))}]() mutable {
          it->adopt(std::move(kept));
        });
  }
};

Channel::Channel(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox, Handler handler)
    : webrtcbin_(gst::share(webrtcbin)),
      postbox_(std::move(postbox)),
      handler_(std::move(handler)) {
  connect(webrtcbin, "prepare-data-channel", &Signals::prepared, Signals{postbox_, this});
}

void Channel::create() {
  GstWebRTCDataChannel* made = nullptr;
  g_signal_emit_by_name(webrtcbin_.get(), "create-data-channel", label, nullptr, &made);
  channel_.reset(G_OBJECT(made));
  if (made != nullptr) listen_to(made, {postbox_, &handler_});
}

void Channel::adopt(Object channel) {
  if (!channel_) channel_ = std::move(channel);
}

std::expected<void, std::string> Channel::send(std::string_view text) {
  if (!channel_) return std::unexpected{"there is no data channel"};
  GstWebRTCDataChannelState state{};
  guint64 waiting = 0;
  g_object_get(channel_.get(), "ready-state", &state, "buffered-amount", &waiting, nullptr);
  if (state != GST_WEBRTC_DATA_CHANNEL_STATE_OPEN)
    return std::unexpected{"the data channel is not open"};
  if (text.size() > max_message_bytes) return std::unexpected{"the message is too long"};
  if (waiting + text.size() > max_channel_queue_bytes)
    return std::unexpected{"too much waits to be sent"};
  g_signal_emit_by_name(channel_.get(), "send-string", std::string{text}.c_str());
  return {};
}

}  // namespace portero::webrtc
