#include "core/dns/records.hpp"

#include <gtest/gtest.h>

namespace portero::dns {
namespace {

TEST(Question, IsTheSameHoweverTheNameIsWritten) {
  EXPECT_EQ(question(RecordType::a, "PBX.Example.com."),
            question(RecordType::a, "pbx.example.com"));
  EXPECT_NE(question(RecordType::a, "pbx"), question(RecordType::aaaa, "pbx"));
}

TEST(Question, IsWrittenWithItsType) {
  EXPECT_EQ(to_string(question(RecordType::a, "pbx")), "A pbx");
  EXPECT_EQ(to_string(question(RecordType::aaaa, "pbx")), "AAAA pbx");
  EXPECT_EQ(to_string(question(RecordType::srv, "_sip._tcp.pbx")), "SRV _sip._tcp.pbx");
  EXPECT_EQ(to_string(question(RecordType::naptr, "pbx")), "NAPTR pbx");
}

}  // namespace
}  // namespace portero::dns
