#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <mutex>

#include <gst/gst.h>

#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/elements.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/signal.hpp"
#include "io/media/webrtc/viewer_pipeline.hpp"
#include "io/media/webrtc/viewer_test.hpp"

// What of a viewer's sending reaches the RTP session of its webrtcbin.
namespace portero::webrtc {
namespace {

constexpr std::uint8_t sound_payload_type = 111;

struct Packet {
  std::uint8_t payload_type = 0;
  bool marker = false;
};
using Push = std::vector<Packet>;  // what came at once

class Entry {
 public:
  explicit Entry(GstElement* session)
      : pad_(gst_element_get_static_pad(session, "send_rtp_sink")),
        probe_(gst_pad_add_probe(pad_.get(),
                                 static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER |
                                                              GST_PAD_PROBE_TYPE_BUFFER_LIST |
                                                              GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
                                 &Entry::came, this, nullptr)) {}
  ~Entry() { gst_pad_remove_probe(pad_.get(), probe_); }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  [[nodiscard]] std::size_t segments() const {
    const std::lock_guard lock{mutex_};
    return segments_;
  }
  [[nodiscard]] std::vector<Push> of(bool picture) const {
    const std::lock_guard lock{mutex_};
    std::vector<Push> all;
    std::ranges::copy_if(pushes_, std::back_inserter(all), [&](const Push& push) {
      return (push.front().payload_type != sound_payload_type) == picture;
    });
    return all;
  }
  // How often sound came after a picture.
  [[nodiscard]] std::size_t turns() const {
    const std::lock_guard lock{mutex_};
    std::size_t turns = 0;
    for (std::size_t i = 1; i < pushes_.size(); ++i)
      if (pushes_[i].front().payload_type == sound_payload_type &&
          pushes_[i - 1].front().payload_type != sound_payload_type)
        ++turns;
    return turns;
  }

 private:
  static Packet read(GstBuffer* buffer) {
    std::array<std::uint8_t, 2> bytes{};
    gst_buffer_extract(buffer, 0, bytes.data(), bytes.size());
    return {.payload_type = static_cast<std::uint8_t>(bytes[1] & 0x7F),
            .marker = (bytes[1] & 0x80) != 0};
  }

  static GstPadProbeReturn came(GstPad*, GstPadProbeInfo* info, gpointer data) {
    auto& self = *static_cast<Entry*>(data);
    const std::lock_guard lock{self.mutex_};
    if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) != 0) {
      const bool segment = GST_EVENT_TYPE(GST_PAD_PROBE_INFO_EVENT(info)) == GST_EVENT_SEGMENT;
      self.segments_ += segment ? 1 : 0;
      return GST_PAD_PROBE_OK;
    }
    Push push;
    if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
      push.push_back(read(GST_PAD_PROBE_INFO_BUFFER(info)));
    } else {
      GstBufferList* const list = GST_PAD_PROBE_INFO_BUFFER_LIST(info);
      for (guint i = 0; i < gst_buffer_list_length(list); ++i)
        push.push_back(read(gst_buffer_list_get(list, i)));
    }
    self.pushes_.push_back(std::move(push));
    return GST_PAD_PROBE_OK;
  }

  mutable std::mutex mutex_;
  std::vector<Push> pushes_;
  std::size_t segments_ = 0;
  gst::Owned<GstPad> pad_;
  gulong probe_;
};

class SendPathTest : public ViewerTest {
 protected:
  [[nodiscard]] gst::Owned<GstElement> session() { return first_of("rtpsession"); }
  [[nodiscard]] gst::Owned<GstElement> first_of(const char* factory) {
    const gst::Owned<GstObject> pipeline{
        gst_object_get_parent(GST_OBJECT(viewer_->picture_source()))};
    const gst::Owned<GstElement> peer{gst_bin_get_by_name(GST_BIN(pipeline.get()), peer_name)};
    return gst::share(elements_of(peer.get(), factory).front().get());
  }
};

// With ten viewers, the processor spent a tenth of its time on telling the same segment to the same
// pads: rtpfunnel does whenever sound follows a picture.
TEST_F(SendPathTest, TellsNoSegmentTwice) {
  operator_offers();
  const Entry entry{session().get()};
  show_picture();
  Microphone microphone;
  loop::Timer timer{loop_};
  speak(microphone, timer);
  const MicrophoneFeed hears = microphone.feed(viewer_->sound_source());
  ASSERT_TRUE(comes_true([&] { return entry.turns() >= 10; }));
  EXPECT_LE(entry.segments(), 2U);
}

// A picture of many packets went through all pads once for each of them.
TEST_F(SendPathTest, SendsAPictureAsAWhole) {
  operator_offers();
  const Entry entry{session().get()};
  show_picture();
  ASSERT_TRUE(comes_true([&] {
    const auto pictures = entry.of(true);
    return pictures.size() >= 20 &&
           std::ranges::any_of(pictures, [](const Push& push) { return push.size() >= 3; });
  }));
  for (const Push& picture : entry.of(true)) {
    EXPECT_TRUE(picture.back().marker);
    for (std::size_t i = 0; i + 1 < picture.size(); ++i) EXPECT_FALSE(picture[i].marker);
  }
  EXPECT_TRUE(comes_true([&] { return operator_->pictures() >= 20; }));
  // And each packet has a number of its own.
  std::vector<std::uint16_t> numbers;
  for (const TransportFeedback& told : feedback_)
    for (const PacketSent& packet : told.sent) numbers.push_back(packet.number);
  ASSERT_GE(numbers.size(), 20U);
  for (std::size_t i = 1; i < numbers.size(); ++i)
    EXPECT_EQ(numbers[i], static_cast<std::uint16_t>(numbers[i - 1] + 1));
}

// The RTP session noted every packet that was sent until a report told of it; it must be told of
// some, or its notes grow as long as the call lasts.
TEST_F(SendPathTest, SparesTheSessionMostReports) {
  operator_offers();
  std::atomic<int> noticed = 0;
  const auto session = this->session();
  const gulong watched = connect(
      session.get(), "notify::twcc-stats",
      +[](GObject*, GParamSpec*, std::atomic<int>** count) { ++**count; }, &noticed);
  show_picture();
  const bool came = comes_true([&] { return noticed >= 2 && feedback_.size() >= 20; });
  g_signal_handler_disconnect(session.get(), watched);
  EXPECT_TRUE(came) << noticed << " of " << feedback_.size();
  EXPECT_LE(static_cast<std::size_t>(noticed), feedback_.size() / 3);
}

// Ten viewers held 13 MB of packets, most of which nobody would ask for any more: five seconds
// each.
TEST_F(SendPathTest, KeepsNoPacketForLongerThanItIsOfUse) {
  operator_offers();
  guint kept_ms = 0;
  g_object_get(first_of("rtprtxsend").get(), "max-size-time", &kept_ms, nullptr);
  EXPECT_EQ(kept_ms, max_repeat_age.count());
}

}  // namespace
}  // namespace portero::webrtc
