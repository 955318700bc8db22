#include "core/osdp/place.hpp"

#include <gmock/gmock.h>

namespace portero::osdp {
namespace {

TEST(OsdpPlace, ReadsWhatItWrites) {
  for (const Place& place : {Place{SimulatedPanel{}}, Place{SimulatedPanel{"/tmp/a:b"}},
                             Place{SerialPort{"/dev/ttyS1"}}})
    EXPECT_EQ(parse_place(to_text(place)), place);
}

TEST(OsdpPlace, SaysWhatCanBeGiven) {
  for (const std::string_view text : {"", "osdp:", "osdp:simulated:", "osdp:simulatedx",
                                      "osdp:/dev/", "osdp:ttyS1", "simulated", "/dev/ttyS1"})
    EXPECT_EQ(parse_place(text).error(),
              "'" + std::string{text} +
                  "' is no OSDP line: give osdp:simulated[:FILE] or osdp:/dev/TTY, like "
                  "osdp:/dev/ttyS1");
}

}  // namespace
}  // namespace portero::osdp
