#include "io/media/gst/pipeline.hpp"

#include <optional>

#include <gmock/gmock.h>

namespace portero::gst {
namespace {

using namespace std::chrono_literals;

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() { start(); }

  Pipeline::Handler told() {
    return {.failed = [this](const Failure& why) { failure_ = why; },
            .message =
                [this](GstMessage& message) {
                  ended_ = ended_ || GST_MESSAGE_TYPE(&message) == GST_MESSAGE_EOS;
                }};
  }

  loop::EventLoop loop_;
  std::optional<Failure> failure_;
  bool ended_ = false;
};

TEST_F(PipelineTest, PlaysADescriptionToItsEnd) {
  auto pipeline = Pipeline::parse(loop_, "videotestsrc num-buffers=3 ! fakesink", told());
  ASSERT_TRUE(pipeline) << pipeline.error();
  ASSERT_TRUE(pipeline->play());
  EXPECT_TRUE(loop_.run_until([&] { return ended_; }, 10s));
  EXPECT_EQ(failure_, std::nullopt);
}

TEST_F(PipelineTest, SaysWhatIsWrongWithADescription) {
  const auto pipeline = Pipeline::parse(loop_, "videotestsrc ! nosuchelement", told());
  ASSERT_FALSE(pipeline);
  EXPECT_THAT(pipeline.error(), testing::HasSubstr("nosuchelement"));
}

TEST_F(PipelineTest, TellsWhichElementFailed) {
  auto pipeline = Pipeline::parse(
      loop_, "videotestsrc ! identity name=breaking error-after=2 ! fakesink", told());
  ASSERT_TRUE(pipeline) << pipeline.error();
  ASSERT_TRUE(pipeline->play());
  EXPECT_TRUE(loop_.run_until([&] { return failure_.has_value(); }, 10s));
  EXPECT_THAT(*failure_, testing::StartsWith("breaking: "));
}

TEST_F(PipelineTest, PlaysOnFromAnotherSource) {
  auto pipeline = Pipeline::parse(
      loop_, "( name=source videotestsrc is-live=true ) ! identity name=then ! fakesink", told());
  ASSERT_TRUE(pipeline) << pipeline.error();
  ASSERT_TRUE(pipeline->play());
  const auto replaced =
      pipeline->replace_source("source", "videotestsrc num-buffers=3 ! videoconvert name=another");
  ASSERT_TRUE(replaced) << replaced.error();
  EXPECT_TRUE(loop_.run_until([&] { return ended_; }, 10s)) << "the second source ends";
  EXPECT_EQ(failure_, std::nullopt);
  EXPECT_NE(pipeline->named("another"), nullptr);
}

TEST_F(PipelineTest, SaysWhatIsWrongWithAnotherSource) {
  auto pipeline = Pipeline::parse(loop_, "( name=source videotestsrc ) ! fakesink", told());
  ASSERT_TRUE(pipeline) << pipeline.error();
  const auto replaced = pipeline->replace_source("source", "nosuchelement");
  ASSERT_FALSE(replaced);
  EXPECT_THAT(replaced.error(), testing::HasSubstr("nosuchelement"));
}

TEST_F(PipelineTest, IsSilentOnceItIsGone) {
  {
    auto pipeline =
        Pipeline::parse(loop_, "videotestsrc ! identity error-after=1 ! fakesink", told());
    ASSERT_TRUE(pipeline);
    ASSERT_TRUE(pipeline->play());
    const Owned<GstElement> element = share(pipeline->element());
    gst_element_get_state(element.get(), nullptr, nullptr, GST_SECOND);
  }
  loop_.run_for(10ms);
  EXPECT_EQ(failure_, std::nullopt);
}

TEST_F(PipelineTest, IsSilentOnceItIsSomebodyElses) {
  auto pipeline = Pipeline::parse(loop_, "fakesrc ! identity error-after=1 ! fakesink", told());
  ASSERT_TRUE(pipeline && pipeline->play());
  const Owned<GstElement> released = (*std::move(pipeline)).release();
  gst_element_get_state(released.get(), nullptr, nullptr, GST_SECOND);
  loop_.run_for(10ms);
  EXPECT_EQ(failure_, std::nullopt);
  gst_element_set_state(released.get(), GST_STATE_NULL);
}

// P1: buffers go from one pipeline to another, so a timestamp must mean the same in both.
TEST_F(PipelineTest, AllShareOneTimeLine) {
  auto early = Pipeline::parse(loop_, "fakesrc ! fakesink", told());
  ASSERT_TRUE(early && early->play());
  auto late = Pipeline::parse(loop_, "fakesrc ! fakesink", told());
  ASSERT_TRUE(late && late->play());
  EXPECT_EQ(gst_element_get_base_time(early->element()),
            gst_element_get_base_time(late->element()));
  EXPECT_EQ(gst_pipeline_get_pipeline_clock(GST_PIPELINE(early->element())),
            gst_pipeline_get_pipeline_clock(GST_PIPELINE(late->element())));
}

}  // namespace
}  // namespace portero::gst
