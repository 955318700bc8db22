#include "core/settings/format.hpp"

#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/settings/blanks.hpp"

namespace portero::settings {
namespace {

struct Case {
  Format format;
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

const std::string fingerprint = "0123456789abcdefABCDEF000000000000000000000000000000000000000000";

std::string with_colons(const std::string& hex) {
  std::string text = hex.substr(0, 2);
  for (std::size_t i = 2; i < hex.size(); i += 2) text += ':' + hex.substr(i, 2);
  return text;
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {Format::line, {"N\xC3\xBCrnberg 7", " "}, {"two\nlines", "nul\x01", "del\x7f"}},
      {Format::ascii, {"1001", "front door!"}, {"T\xC3\xBCr", "tab\t"}},
      {Format::host_and_port, {"pbx.example.org:5061", "[::1]:5060"}, {"pbx example", "u@pbx"}},
      {Format::digit, {"0", "9"}, {"10", "#", "a"}},
      {Format::extension, {"200", "reception", "sip:200@192.0.2.9"}, {"2 00", "t\xC3\xBCr"}},
      {Format::token, {"wJalrXUtnFEMI/K7MDENG+bPxRfiCY="}, {"a b", "a\n"}},
      {Format::region, {"eu-west-1", "us-gov-east-1"}, {"EU-WEST-1", "eu west", "-eu", "eu-"}},
      {Format::access_key, {"AKIAIOSFODNN7EXAMPLE"}, {"AKIASHORT", "AKIAIOSFODNN7 EXAMPLE"}},
      {Format::channel_name, {"north-gate_1.a"}, {"north gate", "north/gate"}},
      {Format::signaling_service,
       {"AWS", "portero.example.org:8443", "https://portero.example.org"},
       {"https://", "ftp://portero", "https://portero/path", "https://u@portero"}},
      {Format::phone_number,
       {"+34600000000", "+6834000", "+123456789012345"},
       {"34600000000", "+34600", "+034600000000", "+34 600 000 000", "+1234567890123456"}},
      {Format::fingerprint,
       {fingerprint, with_colons(fingerprint)},
       {fingerprint + "0", "xyz", std::string(64, 'g'), std::string(95, 'a')}},
      {Format::certificate,
       {"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"},
       {"MIIB", "-----BEGIN CERTIFICATE-----\nMIIB\n", "-----BEGIN PRIVATE KEY-----"}},
      {Format::private_key,
       {"-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n"},
       {"MIIB", "-----BEGIN PRIVATE KEY-----\nMIIB\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"}},
      {Format::aes_128_key,
       {"00112233445566778899aAbBcCdDeEfF"},
       {"0011", "00112233445566778899aabbccddeefg"}},
      {Format::contact,
       {"Anna M\xC3\xBCller = 201", "Bob=sip:bob@192.0.2.9;transport=tcp"},
       {"Anna", "= 201", "Anna = 2 01", "An\tna = 201"}},
  };
  return all;
}

TEST(Format, AcceptsWhatItIsAndRefusesWhatItIsNot) {
  for (const Case& one : cases()) {
    for (const auto& text : one.good)
      EXPECT_TRUE(accepts(one.format, text)) << words(one.format) << ": " << text;
    for (const auto& text : one.bad)
      EXPECT_FALSE(accepts(one.format, text)) << words(one.format) << ": " << text;
  }
}

// A form that checks by the schema must not refuse what the station would take.
TEST(Format, NeverHasAPatternThatIsStricterThanTheCheck) {
  for (const Case& one : cases()) {
    const std::regex regular{std::string{pattern(one.format)}, std::regex::ECMAScript};
    for (const auto& text : one.good)
      EXPECT_TRUE(std::regex_search(text, regular)) << pattern(one.format) << ": " << text;
  }
}

TEST(Blanks, AreTakenFromBothEndsOnly) {
  EXPECT_EQ(without_blanks_around("  a b\t\r\n"), "a b");
  EXPECT_EQ(without_blanks_around("\u00A0\uFEFFkey\u200B\u2060 "), "key");
  EXPECT_EQ(without_blanks_around("key"), "key");
  EXPECT_EQ(without_blanks_around(" \n "), "");
}

}  // namespace
}  // namespace portero::settings
