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

TEST(StatusJson, TellsOfNoCallWhereThereIsNone) {
  const boost::json::object told = written(Status{.state = "waiting"});
  EXPECT_TRUE(told.at("call").is_null());
  EXPECT_TRUE(told.at("registration").is_null());
}

}  // namespace
}  // namespace portero::ipc
