#include "io/media/gst/pipeline.hpp"

#include <utility>

#include "base/assert.hpp"

namespace portero::gst {
namespace {

GstClock* process_clock() {
  static GstClock* const clock = gst_system_clock_obtain();
  return clock;
}

GstClockTime origin() {
  static const GstClockTime at = gst_clock_get_time(process_clock());
  return at;
}

Failure failure_of(GstMessage& message) {
  GError* error = nullptr;
  gst_message_parse_error(&message, &error, nullptr);
  Failure sentence = std::string{GST_MESSAGE_SRC_NAME(&message)} + ": " + error->message;
  g_error_free(error);
  return sentence;
}

Failure taken(GError* error) {
  Failure why{error->message};
  g_error_free(error);
  return why;
}

}  // namespace

void start(Plugins plugins) {
  if (gst_is_initialized() == FALSE) start_gstreamer(plugins);
  origin();
}

Owned<GstElement> made(const char* factory) {
  load_plugins_of(factory);
  GstElement* const element = gst_element_factory_make(factory, nullptr);
  if (element == nullptr) return nullptr;
  return Owned<GstElement>{GST_ELEMENT(gst_object_ref_sink(element))};
}

bool has_element(const char* factory) {
  load_plugins_of(factory);
  return Owned<GstElementFactory>{gst_element_factory_find(factory)} != nullptr;
}

GstClockTime running_time() {
  const GstClockTime from = origin();
  return gst_clock_get_time(process_clock()) - from;
}

base::TimePoint time_of(GstClockTime running_time) {
  return base::TimePoint{
      std::chrono::duration_cast<base::Duration>(std::chrono::nanoseconds{running_time})};
}

base::TimePoint running_now() { return time_of(running_time()); }

// Shared with messages that are on their way to the loop's thread when the pipeline ends.
struct Pipeline::Watch {
  loop::EventLoop& loop;
  Handler handler;
  bool ended = false;

  void told(GstMessage& message) const {
    if (ended) return;
    if (GST_MESSAGE_TYPE(&message) == GST_MESSAGE_ERROR) return handler.failed(failure_of(message));
    handler.message(message);
  }

  // Called by any thread: takes messages off the bus, which nobody else reads.
  static GstBusSyncReply taken(GstBus*, GstMessage* message, gpointer data) {
    OwnedMini<GstMessage> owned{message};
    constexpr auto wanted = GST_MESSAGE_ERROR | GST_MESSAGE_ELEMENT | GST_MESSAGE_EOS;
    if ((GST_MESSAGE_TYPE(message) & wanted) != 0) {
      const auto& watch = *static_cast<std::shared_ptr<Watch>*>(data);
      watch->loop.post([watch, told = std::move(owned)] { watch->told(*told); });
    }
    return GST_BUS_DROP;
  }
};

Pipeline::Pipeline(loop::EventLoop& loop, GstElement* pipeline, Handler handler)
    : pipeline_(pipeline), watch_(std::make_shared<Watch>(loop, std::move(handler))) {
  gst_pipeline_use_clock(GST_PIPELINE(pipeline), process_clock());
  gst_element_set_start_time(pipeline, GST_CLOCK_TIME_NONE);
  gst_element_set_base_time(pipeline, origin());
  const Owned<GstBus> bus{gst_element_get_bus(pipeline)};
  gst_bus_set_sync_handler(
      bus.get(), &Watch::taken, new std::shared_ptr<Watch>{watch_},
      [](gpointer data) { delete static_cast<std::shared_ptr<Watch>*>(data); });
}

std::expected<Pipeline, Failure> Pipeline::parse(loop::EventLoop& loop,
                                                 const std::string& description, Handler handler) {
  load_plugins_of(description);
  GError* error = nullptr;
  GstElement* const made =
      gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  if (made == nullptr) return std::unexpected{taken(error)};
  gst_object_ref_sink(made);
  if (GST_IS_PIPELINE(made)) return Pipeline{loop, made, std::move(handler)};
  Pipeline pipeline = make(loop, std::move(handler));
  gst_bin_add(GST_BIN(pipeline.element()), made);
  gst_object_unref(made);
  return pipeline;
}

Pipeline Pipeline::make(loop::EventLoop& loop, Handler handler) {
  auto* const made = static_cast<GstElement*>(gst_object_ref_sink(gst_pipeline_new(nullptr)));
  return Pipeline{loop, made, std::move(handler)};
}

Pipeline::~Pipeline() { end(); }
Pipeline::Pipeline(Pipeline&&) noexcept = default;

Pipeline& Pipeline::operator=(Pipeline&& other) noexcept {
  end();
  pipeline_ = std::move(other.pipeline_);
  watch_ = std::move(other.watch_);
  return *this;
}

void Pipeline::end() {
  if (!pipeline_) return;
  watch_->ended = true;
  gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
  const Owned<GstBus> bus{gst_element_get_bus(pipeline_.get())};
  gst_bus_set_sync_handler(bus.get(), nullptr, nullptr, nullptr);
  pipeline_.reset();
}

Owned<GstElement> Pipeline::release() && {
  watch_->ended = true;
  return std::move(pipeline_);
}

std::expected<void, Failure> Pipeline::play() {
  if (gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
    return std::unexpected{Failure{"a part of the pipeline does not start"}};
  return {};
}

std::expected<void, Failure> Pipeline::replace_source(const char* name,
                                                      const std::string& description) {
  const auto before = named(name);
  const Owned<GstPad> fed{gst_pad_get_peer(GST_PAD(before->srcpads->data))};
  gst_element_set_locked_state(before.get(), TRUE);
  gst_element_set_state(before.get(), GST_STATE_NULL);
  gst_bin_remove(GST_BIN(pipeline_.get()), before.get());
  load_plugins_of(description);
  GError* error = nullptr;
  GstElement* const source = gst_parse_bin_from_description_full(
      description.c_str(), TRUE, nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  if (source == nullptr) return std::unexpected{taken(error)};
  gst_object_set_name(GST_OBJECT(source), name);
  gst_bin_add(GST_BIN(pipeline_.get()), source);
  gst_pad_link(GST_PAD(source->srcpads->data), fed.get());
  gst_element_sync_state_with_parent(source);
  return {};
}

Owned<GstElement> Pipeline::named(const char* name) const {
  Owned<GstElement> element{gst_bin_get_by_name(GST_BIN(pipeline_.get()), name)};
  PORTERO_ASSERT(element != nullptr, "whoever wrote the pipeline gave it this element");
  return element;
}

}  // namespace portero::gst
