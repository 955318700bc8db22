#include "core/settings/settings.hpp"

#include <concepts>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time.hpp"
#include "core/settings/merge.hpp"

namespace portero::settings {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

template <class T>
concept Gettable = requires(const Settings& settings, Key<T> key) { settings.get(key); };

static_assert(!Gettable<Secret>, "a secret could be read by accident");
static_assert(!std::convertible_to<decltype(Settings{}.get(key::access_relay_pulse)), std::string>,
              "a time could be read as text");
static_assert(
    std::convertible_to<decltype(Settings{}.get(key::access_relay_pulse)), base::Duration>,
    "a time must be one that cores understand");

Settings with(const Patch& patch) { return merge(Settings{}, patch).value().settings; }

TEST(Settings, ReadWhatWasGiven) {
  const Settings settings = with({
      {"sip.extension", Value{"200"}},
      {"sip.transport", Value{"tls"}},
      {"sip.video", Value{false}},
      {"sip.password", Value{"1234"}},
      {"sip.limit_incoming_to_extensions", Value{TextList{"200", "201"}}},
      {"access.card_id", Value{4711}},
      {"access.wiegand_pulse_width_us", Value{100}},
      {"card_reader.card_format", Value{"h10304"}},
  });
  EXPECT_EQ(settings.get(key::sip_extension), "200");
  EXPECT_EQ(settings.get(key::sip_transport), SipTransport::tls);
  EXPECT_FALSE(settings.get(key::sip_video));
  EXPECT_EQ(settings.reveal(key::sip_password), "1234");
  EXPECT_TRUE(settings.has(key::sip_password));
  EXPECT_THAT(settings.get(key::sip_limit_incoming_to_extensions), ElementsAre("200", "201"));
  EXPECT_EQ(settings.get(key::access_card_id), 4711);
  EXPECT_EQ(settings.get(key::access_wiegand_pulse_width), 100us);
  EXPECT_EQ(settings.name(key::card_reader_card_format), "h10304");
}

}  // namespace
}  // namespace portero::settings
