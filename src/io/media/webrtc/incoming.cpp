#include "io/media/webrtc/incoming.hpp"

#include <atomic>
#include <mutex>
#include <string_view>
#include <utility>

#include "core/rtp/packet.hpp"
#include "core/rtp/rtcp.hpp"
#include "io/media/gst/mapped_buffer.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/monotonic.hpp"
#include "io/media/webrtc/protection.hpp"
#include "io/media/webrtc/signal.hpp"

namespace portero::webrtc {

struct Incoming::Shared {
  std::shared_ptr<Postbox> postbox;
  std::shared_ptr<Sender> sender;
  Handler handler;  // the loop's
  std::atomic<base::TimePoint> last_heard{monotonic_now()};
  std::atomic<bool> key_frame_asked = false;
  std::mutex mutex{};
  std::unique_ptr<Hearing> hearing{};
  std::optional<Protection> protection{};
  bool open = false;
};

namespace {

using Watch = std::shared_ptr<Incoming::Shared>;
using Bytes = std::vector<std::uint8_t>;

void tell_feedback(const Watch& self, const Bytes& rtcp) {
  TransportFeedback feedback{
      .sent = self->sender->take_sent(), .rtcp = rtcp, .at = monotonic_now()};
  self->postbox->post([self, feedback = std::move(feedback)] { self->handler.feedback(feedback); });
}

// Browsers ask for a key frame several times until one comes: one question at a time is passed on.
void ask_for_key_frame(const Watch& self) {
  if (self->key_frame_asked.exchange(true)) return;
  self->postbox->post([self] {
    self->key_frame_asked = false;
    self->handler.key_frame_wanted();
  });
}

void take_rtcp(const Watch& self, Protection& protection, Bytes bytes) {
  if (bytes.size() > max_rtcp_bytes || !protection.unprotect_rtcp(bytes)) return;
  const auto told = rtp::parse_rtcp(bytes);
  if (!told) return;
  self->sender->receive(*told);
  if (self->hearing)
    for (const rtp::TheirReport& report : told->their_reports)
      self->hearing->reception().take(report, monotonic_now());
  if (told->transport_wide) tell_feedback(self, bytes);
  if (!told->key_frame_wanted.empty()) ask_for_key_frame(self);
}

void take_rtp(const Watch& self, Protection& protection, Bytes bytes) {
  if (!self->hearing || !protection.unprotect(bytes)) return;
  const auto packet = rtp::parse_packet(bytes);
  if (!packet) return;
  const base::TimePoint now = monotonic_now();
  self->hearing->take(*packet, now);
  if (const auto report = self->hearing->reception().due_report(now)) self->sender->report(*report);
}

// Whether it is ours.
bool take(const Watch& self, GstBuffer* datagram) {
  const gst::MappedBuffer mapped{datagram};
  const base::ByteView bytes = mapped.bytes();
  const rtp::Datagram kind = rtp::kind_of(bytes);
  if (kind != rtp::Datagram::other) {
    const std::lock_guard lock{self->mutex};
    if (std::optional<Protection>& protection = self->protection; self->open && protection)
      (kind == rtp::Datagram::rtcp ? take_rtcp : take_rtp)(self, *protection,
                                                           {bytes.begin(), bytes.end()});
  }
  return kind != rtp::Datagram::other;
}

GstPadProbeReturn came(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const Watch& self = *static_cast<Watch*>(data);
  self->last_heard = monotonic_now();
  return take(self, GST_PAD_PROBE_INFO_BUFFER(info)) ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

std::vector<std::uint8_t> key_of(GstElement* dtls, const char* name) {
  GstBuffer* key = nullptr;
  g_object_get(dtls, name, &key, nullptr);
  if (key == nullptr) return {};
  const gst::OwnedMini<GstBuffer> owned{key};
  const gst::MappedBuffer mapped{key};
  return {mapped.bytes().begin(), mapped.bytes().end()};
}

// In the thread of DTLS, before it tells that it is connected.
void our_key(GstElement* encoder, Watch* self) {
  (*self)->sender->take_key(key_of(encoder, "encoder-key"));
}
void their_key(GstElement* decoder, Watch* self) {
  const std::lock_guard lock{(*self)->mutex};
  if (!(*self)->protection)
    (*self)->protection = Protection::of_theirs(key_of(decoder, "decoder-key"));
}

// In a thread of webrtcbin's.
void element_added(GstBin*, GstBin*, GstElement* element, Watch* self) {
  const GstElementFactory* const factory = gst_element_get_factory(element);
  if (factory == nullptr) return;
  const std::string_view name = GST_OBJECT_NAME(factory);
  if (name == "dtlsenc") connect(element, "on-key-received", &our_key, *self);
  if (name == "dtlsdec") connect(element, "on-key-received", &their_key, *self);
  if (name != "nicesrc") return;
  const gst::Owned<GstPad> pad{gst_element_get_static_pad(element, "src")};
  gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, &came, new Watch{*self},
                    [](gpointer data) { delete static_cast<Watch*>(data); });
}

}  // namespace

Incoming::Incoming(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox,
                   std::shared_ptr<Sender> sender, std::unique_ptr<Hearing> hearing,
                   Handler handler)
    : shared_(std::make_shared<Shared>(std::move(postbox), std::move(sender), std::move(handler))) {
  shared_->hearing = std::move(hearing);
  connect(webrtcbin, "deep-element-added", &element_added, shared_);
}

Incoming::~Incoming() {
  const std::lock_guard lock{shared_->mutex};
  shared_->open = false;
  shared_->hearing.reset();
}

void Incoming::open(bool sound) {
  const std::lock_guard lock{shared_->mutex};
  shared_->open = true;
  if (!sound) shared_->hearing.reset();
}

base::TimePoint Incoming::last_heard() const { return shared_->last_heard; }

rtp::ReceptionCounts Incoming::sound() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->hearing ? shared_->hearing->reception().counts() : rtp::ReceptionCounts{};
}

}  // namespace portero::webrtc
