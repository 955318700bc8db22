#include <algorithm>

#include <gst/gst.h>

#include "io/media/rtp/session.hpp"

namespace portero::rtp {
namespace {

template <class Value>
Value field(const GstStructure* from, const char* name,
            gboolean (*get)(const GstStructure*, const char*, Value*)) {
  Value value{};
  get(from, name, &value);
  return value;
}

guint64 number(const GstStructure* from, const char* name) {
  return field<guint64>(from, name, &gst_structure_get_uint64);
}
guint unsigned_of(const GstStructure* from, const char* name) {
  return field<guint>(from, name, &gst_structure_get_uint);
}
bool flag(const GstStructure* from, const char* name) {
  return field<gboolean>(from, name, &gst_structure_get_boolean) != FALSE;
}

std::uint32_t in_us(std::uint64_t clock_ticks, gint clock_rate) {
  if (clock_rate <= 0) return 0;
  return static_cast<std::uint32_t>(clock_ticks * 1'000'000 /
                                    static_cast<std::uint64_t>(clock_rate));
}

// RFC 3550 section 6.4: we send as one source, the far side as others.
void add_source(media::StreamStatistics& to, const GstStructure* source) {
  if (flag(source, "internal")) {
    to.packets_sent += number(source, "packets-sent");
    to.bytes_sent += number(source, "octets-sent");
    return;
  }
  if (flag(source, "is-sender")) {
    to.packets_received += number(source, "packets-received");
    to.packets_lost += static_cast<std::uint64_t>(
        std::max(0, field<gint>(source, "packets-lost", &gst_structure_get_int)));
    to.jitter_us = in_us(unsigned_of(source, "jitter"),
                         field<gint>(source, "clock-rate", &gst_structure_get_int));
  }
  if (flag(source, "have-rb")) {
    // Round trip in 1/65536 s, loss in 1/256.
    to.round_trip_us = in_us(unsigned_of(source, "rb-round-trip"), 65'536);
    to.far_loss_share = unsigned_of(source, "rb-fractionlost") / 256.0;
  }
}

}  // namespace

media::StreamStatistics Session::statistics() const {
  media::StreamStatistics result;
  GObject* session = nullptr;
  g_signal_emit_by_name(pipeline_->named("bin").get(), "get-internal-session", 0U, &session);
  if (session == nullptr) return result;
  GstStructure* stats = nullptr;
  g_object_get(session, "stats", &stats, nullptr);
  g_object_unref(session);
  const GValue* const sources = gst_structure_get_value(stats, "source-stats");
  auto* const list = static_cast<GValueArray*>(g_value_get_boxed(sources));
  for (guint i = 0; list != nullptr && i < list->n_values; ++i)
    add_source(result, gst_value_get_structure(&list->values[i]));
  gst_structure_free(stats);
  return result;
}

}  // namespace portero::rtp
