// An unlock that goes to the access-control panel, from the click to what the screen shows, with
// the real portero-panel and simulated wires.
#include <csignal>
#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "apps/station/ids.hpp"
#include "apps/station/simulated_media.hpp"
#include "apps/station/station.hpp"
#include "core/access/card_formats.hpp"
#include "core/call/policy_from_settings.hpp"
#include "core/settings/merge.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::Optional;

constexpr base::Duration patience = 30s;

struct PanelOutputTest : testing::Test {
  PanelOutputTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-output-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~PanelOutputTest() override {
    station.reset();
    std::filesystem::remove_all(folder);
  }

  StationSettings settings_with(const settings::Patch& more, const std::string& program) const {
    settings::Patch patch{{"call.answer_in_browser", settings::Value{true}},
                          {"access.unlock_outside_call", settings::Value{"plain"}},
                          {"access.relay_enabled", settings::Value{false}},
                          {"access.credential_enabled", settings::Value{true}},
                          {"access.facility_id", settings::Value{std::int64_t{17}}},
                          {"access.card_id", settings::Value{std::int64_t{4711}}}};
    for (const auto& [key, value] : more) patch.insert_or_assign(key, value);
    const auto merged = settings::merge({}, patch);
    StationSettings made{call::policy_from(merged->settings).value(),
                         phone_settings(merged->settings, {{base::loopback_ipv4, 0}}, {}).value(),
                         media_preferences(merged->settings),
                         {.program = PORTERO_RELAY_PROGRAM, .line = door::Simulated{}}};
    made.panel = {.program = program,
                  .place = panel::WiegandPlace{.d0 = door::Simulated{record()},
                                               .led = door::Simulated{folder / "led"}},
                  .used = made.policy.outputs.credential.has_value(),
                  .osdp = {.secure_channel_required = requires_channel}};
    if (made.panel.used && made.policy.outputs.credential->line == access::PanelLine::osdp)
      made.panel.place = osdp::Place{osdp::SimulatedPanel{folder / "panel.jsonl"}};
    return made;
  }
  void start(const settings::Patch& more = {}, const std::string& program = PORTERO_PANEL_PROGRAM) {
    station =
        Station::open(loop, log, settings_with(more, program), [this](Media::Handler handler) {
          return std::make_unique<SimulatedMedia>(loop, std::move(handler));
        }).value();
    station->listen([this](const control::News& what) {
      if (const auto* told = std::get_if<control::UnlockTold>(&what))
        outcomes.push_back(told->outcome);
    });
  }
  bool gets_ready() {
    return comes_true([&] { return status().panel && status().panel->attended; });
  }
  control::Status status() {
    return std::get<control::Status>(station->obey(control::ToStation{control::AskStatus{}}));
  }
  access::Outcome click() {
    std::optional<control::ToOperator> answer;
    station->obey(control::Unlock{.command = new_command(),
                                  .run = access::RunId{std::stoull(status().run, nullptr, 16)},
                                  .issued = loop.now(),
                                  .who = "Dana"},
                  [&](const control::ToOperator& told) { answer = told; });
    const auto* const told = answer ? std::get_if<control::UnlockTold>(&*answer) : nullptr;
    EXPECT_NE(told, nullptr);
    return told != nullptr ? told->outcome : access::Outcome{access::Why::expired};
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  bool comes_to(const std::string& state) {
    return comes_true([&] { return status().state == state; });
  }
  bool is_sent() {
    return comes_true([&] { return status().panel && status().panel->last_sent; });
  }
  void turn_led_on() const { std::ofstream{folder / "led"} << '1'; }
  std::string record() const { return folder / "cards.jsonl"; }
  std::optional<access::Bits> read_by_panel() const {
    std::ifstream file{record()};
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    return access::Bits::from_text(std::string{boost::json::parse(line).at("bits").as_string()});
  }

  const settings::Patch feedback{{"access.feedback_from_panel", settings::Value{true}},
                                 {"access.feedback_timeout_s", settings::Value{std::int64_t{30}}}};
  bool requires_channel = false;
  std::filesystem::path folder;
  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  std::unique_ptr<Station> station;
  std::vector<access::Outcome> outcomes;  // told to all, later than the answer
};

TEST_F(PanelOutputTest, AnUnlockSendsTheFixedCredentialInTheCardFormat) {
  for (const access::CardFormat& format : access::known_formats()) {
    std::filesystem::remove(record());
    const bool has_facility = format.layout().facility.has_value();
    start({{"card_reader.card_format", settings::Value{format.name()}},
           {"access.facility_id", settings::Value{std::int64_t{has_facility ? 17 : 0}}}});
    ASSERT_TRUE(gets_ready());
    const control::Status::Panel::Card announced = status().panel->sends;
    EXPECT_EQ(click(), access::Outcome{access::Opened{}});
    ASSERT_TRUE(is_sent());
    EXPECT_EQ(status().panel->last_sent->card, announced);
    const auto bits = read_by_panel();
    ASSERT_TRUE(bits);
    EXPECT_EQ(access::decode(format, *bits),
              (access::Credential{.facility = has_facility ? 17U : 0U, .card = 4711}))
        << format.name();
    EXPECT_EQ(status().panel->last_sent->card.hex, bits->hex());
    EXPECT_EQ(status().panel->last_sent->card.bits, format.layout().length);
    station.reset();
  }
}

TEST_F(PanelOutputTest, ThePanelsLedGrantsAccess) {
  start(feedback);
  ASSERT_TRUE(gets_ready());
  EXPECT_EQ(click(), access::Outcome{access::AwaitingPanel{}});
  EXPECT_EQ(status().state, "access_pending");
  ASSERT_TRUE(is_sent());
  turn_led_on();
  ASSERT_TRUE(comes_to("access_granted"));
  EXPECT_TRUE(status().panel->led_active);
  EXPECT_THAT(outcomes, testing::Contains(access::Outcome{access::PanelOutcome::granted}));
}

TEST_F(PanelOutputTest, AnOsdpPanelGrantsAccess) {
  settings::Patch by_osdp = feedback;
  by_osdp.insert_or_assign("access.credential_output", settings::Value{"osdp"});
  start(by_osdp);
  ASSERT_TRUE(comes_true([&] {
    const auto now = status().panel;
    return now && now->osdp && now->osdp->online;
  }));
  EXPECT_EQ(status().panel->osdp->protection, "none");
  EXPECT_EQ(click(), access::Outcome{access::AwaitingPanel{}});
  ASSERT_TRUE(comes_to("access_granted"));
  EXPECT_THAT(outcomes, testing::Contains(access::Outcome{access::PanelOutcome::granted}));
  EXPECT_EQ(status().panel->last_sent->card, status().panel->sends);
}

TEST_F(PanelOutputTest, StatusSaysThatAnOsdpPanelWithoutItsSecureChannelGetsNothing) {
  start({{"access.credential_output", settings::Value{"osdp"}}});
  const auto asks = [&] {
    const auto now = status().panel;
    return now && now->osdp && now->osdp->online;
  };
  ASSERT_TRUE(comes_true(asks));
  EXPECT_TRUE(status().panel->osdp->gets_cards);
  station.reset();
  requires_channel = true;
  start({{"access.credential_output", settings::Value{"osdp"}}});
  ASSERT_TRUE(comes_true(asks));
  EXPECT_FALSE(status().panel->osdp->gets_cards);
}

TEST_F(PanelOutputTest, APanelThatStaysDarkDenies) {
  settings::Patch short_feedback = feedback;
  short_feedback.insert_or_assign("access.feedback_timeout_s", settings::Value{std::int64_t{1}});
  start(short_feedback);
  ASSERT_TRUE(gets_ready());
  click();
  ASSERT_TRUE(comes_to("access_denied"));
  EXPECT_THAT(read_by_panel(), Optional(testing::_)) << "it was sent";
  EXPECT_THAT(outcomes, testing::Contains(access::Outcome{access::PanelOutcome::silent}));
}

TEST_F(PanelOutputTest, WithoutItsProcessTheOperatorIsToldAndNothingOpens) {
  start(feedback, "/no/such/portero-panel");
  click();
  ASSERT_TRUE(comes_to("access_denied"));
  EXPECT_THAT(
      outcomes,
      testing::Contains(access::Outcome{access::NotOpened{access::CredentialFailure::unattended}}));
  EXPECT_FALSE(status().panel->attended);
  EXPECT_FALSE(status().panel->last_sent);
  EXPECT_TRUE(status().door.movements.empty() || !status().door.movements.back().open);
}

TEST_F(PanelOutputTest, WhereNoCredentialIsSentNothingRuns) {
  start({{"access.credential_enabled", settings::Value{false}},
         {"access.relay_enabled", settings::Value{true}}});
  EXPECT_THAT(status().panel, Eq(std::nullopt));
  station->configure(settings_with({}, PORTERO_PANEL_PROGRAM), Station::Account::kept);
  EXPECT_TRUE(gets_ready()) << "once it is switched on";
}

}  // namespace
}  // namespace portero::station
