#include "io/media/rtp/session.hpp"

#include <algorithm>
#include <utility>

#include <gio/gio.h>
#include <gst/app/gstappsrc.h>
#include <gst/net/gstnetaddressmeta.h>
#include <gst/rtp/gstrtpbuffer.h>
#include <gst/video/video-event.h>

#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "io/media/gst/mapped_buffer.hpp"
#include "io/media/rtp/certificate.hpp"
#include "io/media/rtp/description.hpp"
#include "io/media/rtp/srtp.hpp"

namespace portero::rtp {
namespace {

// Of the datagram that the buffer holds; nullopt for what is no IP address.
std::optional<base::Endpoint> source_of(GstBuffer* buffer) {
  const GstNetAddressMeta* const meta = gst_buffer_get_net_address_meta(buffer);
  if (meta == nullptr || !G_IS_INET_SOCKET_ADDRESS(meta->addr)) return std::nullopt;
  auto* const socket_address = G_INET_SOCKET_ADDRESS(meta->addr);
  GInetAddress* const address = g_inet_socket_address_get_address(socket_address);
  const guint8* const bytes = g_inet_address_to_bytes(address);
  const std::uint16_t port = g_inet_socket_address_get_port(socket_address);
  if (g_inet_address_get_family(address) == G_SOCKET_FAMILY_IPV4) {
    base::IpAddress::V4 v4{};
    std::copy_n(bytes, v4.size(), v4.begin());
    return base::Endpoint{base::IpAddress{v4}, port};
  }
  base::IpAddress::V6 v6{};
  std::copy_n(bytes, v6.size(), v6.begin());
  return base::Endpoint{base::IpAddress{v6}, port};
}

Arrivals::Expected expected_of(const SessionSettings& settings) {
  const sdp::Transport& transport = settings.transport;
  Arrivals::Expected expected{
      .rtcp_mux = transport.rtcp_mux,
      .protected_by_keys = !std::holds_alternative<sdp::PlainRtp>(transport.protection),
      .reached = settings.reached};
  if (settings.ice && transport.remote_ice && !transport.remote_ice->lite)
    expected.ice = ice::Credentials{.ufrag = settings.ice->ufrag,
                                    .password = settings.ice->password,
                                    .remote_ufrag = transport.remote_ice->ufrag};
  const auto address = base::IpAddress::parse(transport.remote_address);
  if (address && !address->is_any())
    expected.described = base::Endpoint{*address, transport.remote_port};
  for (const Incoming& sound : settings.sound) expected.payload_types.push_back(sound.payload_type);
  // Keys are put in order with the sound, although nobody plays them: what is missing there would
  // be taken for lost sound.
  for (const Incoming& event : settings.telephone_events) {
    expected.event_types.push_back(event.payload_type);
    expected.payload_types.push_back(event.payload_type);
  }
  return expected;
}

std::vector<Incoming> all_of(const SessionSettings& settings) {
  std::vector<Incoming> all = settings.sound;
  all.insert(all.end(), settings.telephone_events.begin(), settings.telephone_events.end());
  return all;
}

void probe(GstElement* element, const char* pad_name, GstPadProbeType type,
           GstPadProbeCallback callback, gpointer data) {
  const gst::Owned<GstPad> pad{gst_element_get_static_pad(element, pad_name)};
  gst_pad_add_probe(pad.get(), type, callback, data, nullptr);
}

gst::Owned<GstElement> part_of(GstElement* bin, const char* factory) {
  GstIterator* const parts = gst_bin_iterate_all_by_element_factory_name(GST_BIN(bin), factory);
  GValue part = G_VALUE_INIT;
  const bool found = gst_iterator_next(parts, &part) == GST_ITERATOR_OK;
  PORTERO_ASSERT(found, "the bins of DTLS have it");
  auto owned = gst::share(GST_ELEMENT(g_value_get_object(&part)));
  g_value_unset(&part);
  gst_iterator_free(parts);
  return owned;
}

void use_socket(GstElement* sink, GSocket* socket) {
  for (const char* property : {"socket", "socket-v6"})
    g_object_set(sink, property, socket, nullptr);
}

void send_only_to(GstElement* sink, const base::IpAddress& address, std::uint16_t port) {
  g_signal_emit_by_name(sink, "clear");
  g_signal_emit_by_name(sink, "add", base::to_string(address).c_str(), static_cast<gint>(port));
}

}  // namespace

Session::Session(loop::EventLoop& loop, const Ports& ports, const SessionSettings& settings,
                 Handler handler)
    : loop_(loop),
      handler_(std::move(handler)),
      transport_(settings.transport),
      incoming_(all_of(settings)),
      arrivals_(tells()),
      ports_(ports) {}

Session::~Session() { pipeline_.reset(); }

std::expected<std::unique_ptr<Session>, std::string> Session::start(loop::EventLoop& loop,
                                                                    const Ports& ports,
                                                                    const SessionSettings& settings,
                                                                    Handler handler) {
  std::unique_ptr<Session> session{new Session{loop, ports, settings, std::move(handler)}};
  auto pipeline = gst::Pipeline::parse(
      loop, description_of(settings),
      {.failed = [self = session.get()](const std::string& why) { self->handler_.failed(why); }});
  if (!pipeline) return std::unexpected(std::move(pipeline.error()));
  session->pipeline_ = std::make_unique<gst::Pipeline>(*std::move(pipeline));
  session->connect(settings);
  if (auto played = session->pipeline_->play(); !played)
    return std::unexpected(std::move(played.error()));
  return session;
}

bool Session::serves(const sdp::Transport& transport) const {
  return transport_.rtcp_mux == transport.rtcp_mux && transport_.feedback == transport.feedback &&
         transport_.protection == transport.protection;
}

void Session::expect(const SessionSettings& settings) {
  const std::vector<Incoming> incoming = all_of(settings);
  bool others = false;
  {
    const std::lock_guard lock{mutex_};
    others = std::exchange(incoming_, incoming) != incoming;
    transport_.remote_address = settings.transport.remote_address;
    transport_.remote_port = settings.transport.remote_port;
    transport_.remote_rtcp_address = settings.transport.remote_rtcp_address;
    transport_.remote_rtcp_port = settings.transport.remote_rtcp_port;
  }
  if (others) g_signal_emit_by_name(pipeline_->named("bin").get(), "clear-pt-map");
  arrivals_.expect(expected_of(settings));
}

// Its packets are a stream of their own: their clock may be another (RFC 3550 section 5.2), and
// they are counted from another number, which SRTP takes for one of long ago.
std::expected<void, std::string> Session::send_by(const std::string& sender) {
  GObject* session = nullptr;
  g_signal_emit_by_name(pipeline_->named("bin").get(), "get-internal-session", 0U, &session);
  g_object_set(session, "internal-ssrc", g_random_int(), nullptr);
  g_object_unref(session);
  if (auto replaced = pipeline_->replace_source("sender", sender); !replaced) return replaced;
  connect_sender();
  return {};
}

void Session::connect_sender() {
  sender_ = pipeline_->named("send");
  probe(sender_.get(), "src", GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, &upstream_event, this);
}

void Session::connect(const SessionSettings& settings) {
  connect_sender();
  rtp_out_ = pipeline_->named("rtp_out");
  const auto bin = pipeline_->named("bin");
  const auto rtp_in = pipeline_->named("rtp_in");
  g_object_set(rtp_in.get(), "socket", ports_.rtp(), nullptr);
  use_socket(rtp_out_.get(), ports_.rtp());
  probe(rtp_in.get(), "src", GST_PAD_PROBE_TYPE_BUFFER, &datagram_came, this);
  probe(pipeline_->named("opened").get(), "sink", GST_PAD_PROBE_TYPE_BUFFER, &packet_came, this);
  g_signal_connect(bin.get(), "pad-added", G_CALLBACK(&stream_came), this);
  g_signal_connect(bin.get(), "request-pt-map", G_CALLBACK(&caps_of), this);
  std::visit(base::overloaded{
                 [&](const sdp::PlainRtp&) { connect_reports(); },
                 [&](const sdp::SdesSrtp& keys) {
                   connect_reports();
                   set_key(pipeline_->named("encipher").get(), keys);
                   g_signal_connect(pipeline_->named("decipher").get(), "request-key",
                                    G_CALLBACK(&keys_of), this);
                 },
                 [&](const sdp::DtlsSrtp&) { connect_handshake(); },
             },
             transport_.protection);
  arrivals_.expect(expected_of(settings));
}

void Session::connect_reports() {
  rtcp_out_ = pipeline_->named("rtcp_out");
  use_socket(rtcp_out_.get(), transport_.rtcp_mux ? ports_.rtp() : ports_.rtcp());
  auto reports = pipeline_->named("reports");
  if (transport_.rtcp_mux) {
    muxed_reports_ = std::move(reports);
    return;
  }
  g_object_set(reports.get(), "socket", ports_.rtcp(), nullptr);
  probe(reports.get(), "src", GST_PAD_PROBE_TYPE_BUFFER, &report_came, this);
}

// Nothing is believed before the certificate has been seen: GStreamer does not compare it.
void Session::connect_handshake() {
  arrivals_.trust(false);
  const auto decipher = pipeline_->named("decipher");
  g_object_set(decipher.get(), "pem", own_certificate().pem.c_str(), nullptr);
  g_signal_connect(decipher.get(), "notify::peer-pem", G_CALLBACK(&certificate_came), this);
  dtls_in_ = part_of(decipher.get(), "dtlsdec");
  dtls_out_ = part_of(pipeline_->named("encipher").get(), "dtlsenc");
  for (GstElement* half : {dtls_in_.get(), dtls_out_.get()})
    g_signal_connect(half, "on-key-received", G_CALLBACK(&key_came), this);
}

void Session::key_came(GstElement*, gpointer data) {
  auto& self = *static_cast<Session*>(data);
  auto keys = keys_of_handshake(self.dtls_out_.get(), self.dtls_in_.get());
  if (!keys) return;
  self.on_loop([&self, known = *std::move(keys)] {
    if (self.arrivals_.keys_count()) self.handler_.keyed(known);
  });
}

void Session::certificate_came(GstElement* decipher, GParamSpec*, gpointer data) {
  auto& self = *static_cast<Session*>(data);
  gchar* pem = nullptr;
  g_object_get(decipher, "peer-pem", &pem, nullptr);
  const std::string shown{pem == nullptr ? "" : pem};
  g_free(pem);
  const auto& described = std::get<sdp::DtlsSrtp>(self.transport_.protection).remote_fingerprints;
  const bool right = is_described(shown, described);
  self.arrivals_.trust(right);
  if (right) return;
  self.on_loop([&self] {
    self.handler_.unreadable("the far side shows another certificate than it described");
  });
}

// Reports go where they were asked for while the far side is where it said, else beside RTP.
void Session::send_to_far_side() {
  const std::lock_guard sending{destination_mutex_};
  const auto far_side = arrivals_.far_side();
  if (!far_side) return;
  const base::Endpoint& rtp = *far_side;
  send_only_to(rtp_out_.get(), rtp.address, rtp.port);
  if (!rtcp_out_) return;
  const std::lock_guard lock{mutex_};
  const auto described = base::IpAddress::parse(transport_.remote_rtcp_address);
  const bool as_described = base::to_string(rtp.address) == transport_.remote_address &&
                            rtp.port == transport_.remote_port && described &&
                            transport_.remote_rtcp_port != 0;
  if (transport_.rtcp_mux)
    send_only_to(rtcp_out_.get(), rtp.address, rtp.port);
  else if (as_described)
    send_only_to(rtcp_out_.get(), *described, transport_.remote_rtcp_port);
  else
    send_only_to(rtcp_out_.get(), rtp.address, static_cast<std::uint16_t>(rtp.port + 1));
}

void Session::on_loop(std::function<void()> task) {
  loop_.post([alive = std::weak_ptr{alive_}, then = std::move(task)] {
    if (!alive.expired()) then();
  });
}

Arrivals::Tell Session::tells() {
  return {
      .heard = [this] { on_loop([this] { handler_.heard(); }); },
      .key = [this](const dtmf::Rfc4733Event& key) { on_loop([this, key] { handler_.key(key); }); },
      .unreadable =
          [this] {
            on_loop([this] {
              handler_.unreadable("packets come, and none can be deciphered with the agreed keys");
            });
          },
      .latched = [this] { send_to_far_side(); },
      .rtcp_latched =
          [this](const base::Endpoint& to) {
            if (rtcp_out_) send_only_to(rtcp_out_.get(), to.address, to.port);
          },
      .reached =
          [this](const PacketIndex& index) {
            if (!std::holds_alternative<sdp::PlainRtp>(transport_.protection))
              on_loop([this, index] { handler_.reached(index); });
          },
  };
}

GstPadProbeReturn Session::datagram_came(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& self = *static_cast<Session*>(data);
  GstBuffer* const buffer = GST_PAD_PROBE_INFO_BUFFER(info);
  const auto source = source_of(buffer);
  if (!source) return GST_PAD_PROBE_DROP;
  const gst::MappedBuffer mapped{buffer};
  switch (self.arrivals_.datagram(mapped.bytes(), *source, gst::running_now())) {
    case Arrivals::Kind::rtp: return GST_PAD_PROBE_OK;
    case Arrivals::Kind::rtcp:
      // A copy, for srtpdec writes into what it gets: where this thread still held the buffer, it
      // went on with one that it had given back.
      if (self.muxed_reports_)
        gst_app_src_push_buffer(GST_APP_SRC(self.muxed_reports_.get()),
                                gst_buffer_copy_deep(buffer));
      return GST_PAD_PROBE_DROP;
    case Arrivals::Kind::dtls: return self.takes_dtls() ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
    case Arrivals::Kind::stun:
      self.answer_check(mapped.bytes(), *source, self.ports_.rtp());
      return GST_PAD_PROBE_DROP;
    case Arrivals::Kind::nothing: return GST_PAD_PROBE_DROP;
  }
  return GST_PAD_PROBE_DROP;
}

GstPadProbeReturn Session::report_came(GstPad*, GstPadProbeInfo* info, gpointer data) {
  auto& self = *static_cast<Session*>(data);
  const auto source = source_of(GST_PAD_PROBE_INFO_BUFFER(info));
  if (!source) return GST_PAD_PROBE_DROP;
  const gst::MappedBuffer mapped{GST_PAD_PROBE_INFO_BUFFER(info)};
  const Arrivals::Kind kind = self.arrivals_.report(mapped.bytes(), *source, gst::running_now());
  if (kind == Arrivals::Kind::stun) self.answer_check(mapped.bytes(), *source, self.ports_.rtcp());
  return kind == Arrivals::Kind::rtcp ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

// What cannot be sent now, the other side will ask again.
void Session::answer_check(base::ByteView check, const base::Endpoint& source, GSocket* socket) {
  const auto answer = arrivals_.check(check, source, socket == ports_.rtcp(), gst::running_now());
  if (answer.empty()) return;
  GSocketAddress* const to =
      g_inet_socket_address_new_from_string(base::to_string(source.address).c_str(), source.port);
  g_socket_send_to(socket, to, reinterpret_cast<const gchar*>(answer.data()), answer.size(),
                   nullptr, nullptr);
  g_object_unref(to);
}

GstPadProbeReturn Session::packet_came(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const gst::MappedBuffer mapped{GST_PAD_PROBE_INFO_BUFFER(info)};
  return static_cast<Session*>(data)->arrivals_.packet(mapped.bytes(), gst::running_now())
             ? GST_PAD_PROBE_OK
             : GST_PAD_PROBE_DROP;
}

GstPadProbeReturn Session::upstream_event(GstPad*, GstPadProbeInfo* info, gpointer data) {
  if (gst_video_event_is_force_key_unit(GST_PAD_PROBE_INFO_EVENT(info)) != FALSE)
    static_cast<Session*>(data)->handler_.key_frame_wanted();
  return GST_PAD_PROBE_OK;
}

GstCaps* Session::caps_of(GstElement*, guint, guint payload_type, gpointer data) {
  const auto& self = *static_cast<Session*>(data);
  const std::lock_guard lock{self.mutex_};
  const auto& incoming = self.incoming_;
  const auto found = std::ranges::find(incoming, payload_type, &Incoming::payload_type);
  if (found == incoming.end()) return nullptr;
  return gst_caps_new_simple("application/x-rtp", "media", G_TYPE_STRING, "audio", "clock-rate",
                             G_TYPE_INT, static_cast<gint>(found->clock_rate), "payload",
                             G_TYPE_INT, static_cast<gint>(payload_type), nullptr);
}

GstCaps* Session::keys_of(GstElement*, guint ssrc, gpointer data) {
  const auto& self = *static_cast<Session*>(data);
  return srtpdec_caps(std::get<sdp::SdesSrtp>(self.transport_.protection),
                      self.arrivals_.turns_of(ssrc))
      .release();
}

// A new stream of the far side, or a new payload type in it: what comes out is in order.
void Session::stream_came(GstElement* bin, GstPad* pad, gpointer data) {
  gchar* const raw_name = gst_pad_get_name(pad);
  const std::string name{raw_name};
  g_free(raw_name);
  if (!name.starts_with("recv_rtp_src_")) return;
  GstElement* const sink = gst_element_factory_make("fakesink", nullptr);
  g_object_set(sink, "sync", FALSE, "async", FALSE, nullptr);
  // Not of the session, which may be ending it.
  const gst::Owned<GstObject> pipeline{gst_object_get_parent(GST_OBJECT(bin))};
  gst_bin_add(GST_BIN(pipeline.get()), sink);
  const gst::Owned<GstPad> in{gst_element_get_static_pad(sink, "sink")};
  gst_pad_add_probe(
      in.get(),
      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
      &played, data, nullptr);
  gst_pad_link(pad, in.get());
  gst_element_sync_state_with_parent(sink);
}

GstPadProbeReturn Session::played(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const auto& handler = static_cast<Session*>(data)->handler_;
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) == 0) {
    const GstStructure* const what = gst_event_get_structure(GST_PAD_PROBE_INFO_EVENT(info));
    if (what != nullptr && gst_structure_has_name(what, "GstRTPPacketLost"))
      handler.play(0, std::nullopt);
    return GST_PAD_PROBE_OK;
  }
  GstRTPBuffer packet = GST_RTP_BUFFER_INIT;
  if (gst_rtp_buffer_map(GST_PAD_PROBE_INFO_BUFFER(info), GST_MAP_READ, &packet) == FALSE)
    return GST_PAD_PROBE_OK;
  handler.play(gst_rtp_buffer_get_payload_type(&packet),
               base::ByteView{static_cast<const std::uint8_t*>(gst_rtp_buffer_get_payload(&packet)),
                              gst_rtp_buffer_get_payload_len(&packet)});
  gst_rtp_buffer_unmap(&packet);
  return GST_PAD_PROBE_OK;
}

}  // namespace portero::rtp
