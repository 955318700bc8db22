#include "io/media/webrtc/sender.hpp"

#include <algorithm>
#include <utility>

#include <nice/agent.h>

#include "core/rtp/h264.hpp"
#include "core/rtp/vp8.hpp"
#include "io/media/gst/mapped_buffer.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/monotonic.hpp"

namespace portero::webrtc {
namespace {

constexpr guint bundled_stream = 1;
// Leaves room for the headers of IPv6, SRTP and a tunnel.
constexpr std::size_t max_payload_bytes = 1200 - rtp::max_header_bytes - sizeof(std::uint16_t);

rtp::StreamStart by_chance() {
  return {.sequence_number = static_cast<std::uint16_t>(g_random_int()),
          .repeated_sequence_number = static_cast<std::uint16_t>(g_random_int()),
          .timestamp = g_random_int()};
}

std::optional<rtp::OutgoingStream> stream_of(const std::optional<rtp::StreamFormat>& format) {
  if (!format) return std::nullopt;
  return rtp::OutgoingStream{*format, by_chance()};
}

using Payloads = std::shared_ptr<const std::vector<rtp::Bytes>>;

Payloads shared(std::vector<rtp::Bytes> payloads) {
  return std::make_shared<const std::vector<rtp::Bytes>>(std::move(payloads));
}

Payloads vp8_payloads_of(GstBuffer& unit, std::uint16_t frame) {
  const gst::MappedBuffer mapped{&unit};
  return shared(rtp::vp8_payloads(mapped.bytes(), frame, max_payload_bytes));
}

// Made once for all viewers: the unit keeps them. It is given to one after the other.
Payloads h264_payloads_of(GstBuffer& unit) {
  static const GQuark key = g_quark_from_static_string("portero-h264-payloads");
  GstMiniObject* const object = GST_MINI_OBJECT_CAST(&unit);
  if (const gpointer kept = gst_mini_object_get_qdata(object, key))
    return *static_cast<Payloads*>(kept);
  const gst::MappedBuffer mapped{&unit};
  Payloads payloads = shared(rtp::h264_payloads(mapped.bytes(), max_payload_bytes));
  gst_mini_object_set_qdata(object, key, new Payloads{payloads},
                            [](gpointer data) { delete static_cast<Payloads*>(data); });
  return payloads;
}

}  // namespace

void Sender::take_key(base::ByteView key_and_salt) {
  const std::lock_guard lock{mutex_};
  if (!protection_) protection_ = Protection::of_ours(key_and_salt);
}

bool Sender::open(Object agent, const Streams& streams) {
  const std::lock_guard lock{mutex_};
  if (!protection_) return false;
  codec_ = streams.codec;
  picture_ = stream_of(streams.picture);
  sound_ = stream_of(streams.sound);
  agent_ = std::move(agent);
  return true;
}

void Sender::close() {
  const std::lock_guard lock{mutex_};
  agent_.reset();
}

bool Sender::take(GstBuffer& unit, GstCaps&) {
  const std::lock_guard lock{mutex_};
  if (!agent_ || !picture_) return true;
  const Payloads payloads =
      codec_ == sdp::VideoCodec::h264 ? h264_payloads_of(unit) : vp8_payloads_of(unit, frame_++);
  for (const rtp::Bytes& payload : *payloads)
    send(*picture_, rtp::Payload{payloads, &payload}, &payload == &payloads->back(),
         gst::time_of(GST_BUFFER_PTS(&unit)));
  return true;
}

void Sender::send_sound(const rtp::Payload& packet, GstClockTime began) {
  const std::lock_guard lock{mutex_};
  if (agent_ && sound_) send(*sound_, packet, false, gst::time_of(began));
}

void Sender::send(rtp::OutgoingStream& stream, const rtp::Payload& payload, bool marker,
                  base::TimePoint sampled) {
  const base::TimePoint now = gst::running_now();
  send(stream.packet(payload, marker, sampled, numbers_, now));
  if (const auto due = stream.due_report(now)) pass_on_rtcp(rtp::compound_of(*due, canonical_name));
}

void Sender::send(rtp::OutgoingPacket packet) {
  if (packet.transport_wide_number) {
    if (sent_.size() >= max_packets_noted) sent_.clear();  // nobody reports any more
    sent_.push_back({.number = *packet.transport_wide_number,
                     .bytes = packet.bytes.size(),
                     .at = monotonic_now()});
  }
  if (protection_ && protection_->protect(packet.bytes)) pass_on(packet.bytes);
}

void Sender::report(const rtp::ReceptionReport& report) {
  const std::lock_guard lock{mutex_};
  if (agent_ && sound_) pass_on_rtcp(rtp::compound_of(report, sound_->ssrc(), canonical_name));
}

void Sender::pass_on_rtcp(rtp::Bytes compound) {
  if (protection_ && protection_->protect_rtcp(compound)) pass_on(compound);
}

// What the network does not take is lost on the way, as far as the browser can tell.
void Sender::pass_on(const rtp::Bytes& datagram) {
  nice_agent_send(NICE_AGENT(agent_.get()), bundled_stream, NICE_COMPONENT_TYPE_RTP,
                  static_cast<guint>(datagram.size()),
                  reinterpret_cast<const gchar*>(datagram.data()));
}

void Sender::receive(const rtp::Told& told) {
  const std::lock_guard lock{mutex_};
  if (!agent_) return;
  const base::TimePoint now = gst::running_now();
  for (const rtp::ReportBlock& block : told.reports) {
    for (auto* const stream : {&picture_, &sound_}) {
      if (!*stream || (*stream)->ssrc() != block.ssrc) continue;
      (*stream)->take(block);
      const auto trip = rtp::round_trip(block.last_report, block.since_last_report, now);
      if (trip) round_trip_ = trip;
    }
  }
  for (const rtp::Missing& missing : told.missing) send_again(missing, now);
}

// A link that is too narrow drowns in what is sent again (P9): what the budget refuses stays lost.
void Sender::send_again(const rtp::Missing& missing, base::TimePoint now) {
  if (!picture_ || missing.ssrc != picture_->ssrc()) return;
  for (const std::uint16_t number : missing.sequence_numbers) {
    const std::size_t bytes = picture_->bytes_of(number, now);
    if (bytes == 0) continue;
    if (budget_ && !budget_(bytes + rtp::max_header_bytes)) return;
    if (auto packet = picture_->repeat(number, numbers_, now)) send(*std::move(packet));
  }
}

Sender::Counts Sender::counts() const {
  const std::lock_guard lock{mutex_};
  Counts counts{.round_trip = round_trip_};
  if (picture_) counts.picture = picture_->counts();
  if (sound_) counts.sound = sound_->counts();
  return counts;
}

std::vector<PacketSent> Sender::take_sent() {
  const std::lock_guard lock{mutex_};
  return std::exchange(sent_, {});
}

std::optional<base::TimePoint> Sender::unreported_since() const {
  const std::lock_guard lock{mutex_};
  return sent_.empty() ? std::nullopt : std::optional{sent_.front().at};
}

}  // namespace portero::webrtc
