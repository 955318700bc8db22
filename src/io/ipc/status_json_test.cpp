#include "io/ipc/status_json.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace portero::ipc {
namespace {

using namespace std::chrono_literals;
using control::Status;

TEST(StatusJson, TellsWhatTheDoorDid) {
  Status status{.state = "waiting"};
  status.door = {.line = "gpio:gpiochip0:17",
                 .attended = true,
                 .movements = {{.at = 1000ms, .open = true}, {.at = 4000ms, .open = false}}};
  EXPECT_EQ(written(status).at("door"), boost::json::parse(R"({
    "line": "gpio:gpiochip0:17", "simulated": false, "attended": true,
    "movements": [{"at_ms": 1000, "open": true}, {"at_ms": 4000, "open": false}]})"));
}

TEST(StatusJson, TellsWhatWentToThePanelAndWhatWouldGo) {
  Status status{.state = "waiting"};
  EXPECT_TRUE(written(status).at("panel").is_null());
  status.panel = Status::Panel{.wires = "simulated",
                               .simulated = true,
                               .attended = true,
                               .led_active = true,
                               .sends = {.bits = 26, .hex = "22224cf"}};
  EXPECT_EQ(written(status).at("panel"), boost::json::parse(R"({
    "wires": "simulated", "simulated": true, "attended": true, "led_active": true,
    "osdp": null, "sends": {"bits": 26, "hex": "22224cf"}, "last_sent": null})"));
  status.panel->osdp = Status::Panel::Osdp{true, "own_key", true};
  EXPECT_EQ(written(status).at("panel").at("osdp"),
            boost::json::parse(R"({"online": true, "protection": "own_key", "gets_cards": true})"));
  status.panel->last_sent = Status::Panel::Sent{1000ms, {.bits = 5, .hex = "13"}};
  EXPECT_EQ(written(status).at("panel").at("last_sent"),
            boost::json::parse(R"({"at_ms": 1000, "card": {"bits": 5, "hex": "13"}})"));
}

TEST(StatusJson, TellsOfNoCallWhereThereIsNone) {
  const boost::json::object told = written(Status{.state = "waiting"});
  EXPECT_TRUE(told.at("call").is_null());
  EXPECT_TRUE(told.at("registration").is_null());
}

}  // namespace
}  // namespace portero::ipc
