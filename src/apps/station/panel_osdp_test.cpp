// The real portero-panel with a simulated OSDP panel, as the station runs it.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "apps/station/panel_process.hpp"
#include "core/access/unlocks.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using access::CredentialFailure;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

constexpr base::Duration patience = 30s;
const std::string key = "00112233445566778899aabbccddeeff";
const std::string another_key = "ffeeddccbbaa99887766554433221100";

struct PanelOsdpTest : testing::Test {
  PanelOsdpTest() {
    std::string name = (std::filesystem::temp_directory_path() / "portero-osdp-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    settings.program = PORTERO_PANEL_PROGRAM;
    settings.place = osdp::Place{osdp::SimulatedPanel{folder / "panel.jsonl"}};
    settings.used = true;
  }
  ~PanelOsdpTest() override {
    panel.reset();
    std::filesystem::remove_all(folder);
  }

  void run(const panel::UseOsdp& osdp) {
    settings.osdp = osdp;
    panel = std::make_unique<PanelProcess>(
        loop, log, settings,
        PanelProcess::Handler{
            .failed = [this](access::CommandId id,
                             CredentialFailure why) { failed.emplace_back(id, why); },
            .answered = [this] { ++answers; },
            .changed = [] {}});
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  bool line_is(const panel::OsdpLine& line) {
    return comes_true([&] { return panel->osdp_line() == line; });
  }
  // Made as the call core makes it: no credential is sent without a grant.
  [[nodiscard]] bool sends(std::uint8_t number) {
    access::Unlocks unlocks{access::RunId{1}};
    const auto decision = unlocks.decide(
        {.command = access::CommandId{{number}},
         .run = access::RunId{1},
         .issued = loop.now(),
         .who = "201",
         .way = access::Way::dial_key},
        {.intercom_on = true, .in_call = true, .dial_key_on = true, .something_to_open = true},
        loop.now());
    return panel->send({std::get<access::Granted>(decision),
                        loop.now(),
                        {.bits = *access::Bits::from_text("1001100110")}});
  }
  std::string recorded() const {
    std::ifstream file{folder / "panel.jsonl"};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  std::filesystem::path folder;
  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  PanelSettings settings;
  std::unique_ptr<PanelProcess> panel;
  std::vector<std::pair<access::CommandId, CredentialFailure>> failed;
  int answers = 0;
};

TEST_F(PanelOsdpTest, GivesTheCredentialInASecureChannelAndHearsTheAnswer) {
  run({.address = 9, .secure_channel_required = true, .key = key});
  ASSERT_TRUE(line_is({true, osdp::Protection::own_key}));
  EXPECT_TRUE(panel->reaches_panel());
  EXPECT_TRUE(sends(1));
  EXPECT_TRUE(comes_true([&] { return answers == 1; }));
  ASSERT_TRUE(panel->last_card());
  EXPECT_EQ(panel->last_card()->bits.text(), "1001100110");
  EXPECT_THAT(recorded(), HasSubstr(R"("bits":"1001100110")"));
  EXPECT_THAT(failed, IsEmpty());
}

TEST_F(PanelOsdpTest, SendsNothingWhereTheRequiredChannelIsNotThere) {
  run({.secure_channel_required = true});
  ASSERT_TRUE(line_is({true, osdp::Protection::none}));
  EXPECT_FALSE(panel->reaches_panel());
  EXPECT_TRUE(sends(1));
  EXPECT_THAT(failed, ElementsAre(Pair(access::CommandId{{1}}, CredentialFailure::unreachable)));
  EXPECT_THAT(recorded(), Not(HasSubstr("card")));
}

TEST_F(PanelOsdpTest, SpeaksAsChangedSettingsSay) {
  run({.key = key});
  ASSERT_TRUE(line_is({true, osdp::Protection::own_key}));
  const auto before = panel->pid();
  panel->use(settings);
  EXPECT_EQ(panel->pid(), before) << "nothing has changed";
  settings.osdp.key = another_key;
  panel->use(settings);
  EXPECT_TRUE(line_is({true, osdp::Protection::own_key}));
  EXPECT_NE(panel->pid(), before);
}

}  // namespace
}  // namespace portero::station
