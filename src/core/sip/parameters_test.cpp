#include "core/sip/parameters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::Eq;
using testing::Optional;

Parsed<Parameters> parse(std::string_view text) {
  Scanner scanner{text};
  return scan_parameters(scanner);
}

std::string text_of(const Parameters& parameters) {
  std::string out;
  append_parameters(out, parameters);
  return out;
}

TEST(Parameters, AreReadWithTheirWhitespaceAndQuotes) {
  const auto parameters = parse(R"( ; tag = 98asjd8;lr ;+sip.instance="<urn:uuid:1>";q=0.33)");
  ASSERT_TRUE(parameters);
  EXPECT_THAT(parameters->value("tag"), Optional(Eq("98asjd8")));
  EXPECT_TRUE(parameters->has("lr"));
  EXPECT_EQ(parameters->value("lr"), std::nullopt);
  EXPECT_THAT(parameters->value("+sip.instance"), Optional(Eq("<urn:uuid:1>")));
  EXPECT_EQ(text_of(*parameters), R"(;tag=98asjd8;lr;+sip.instance="<urn:uuid:1>";q=0.33)");
}

TEST(Parameters, TakeUnquotedValuesThatRealPhonesSend) {
  EXPECT_EQ(text_of(parse(";received=2001:db8::1;tag=YWJj==;x=sip:a@b").value()),
            ";received=2001:db8::1;tag=YWJj==;x=sip:a@b");
}

TEST(Parameters, AreNamedWithoutCaseAndTheFirstOfTwoCounts) {
  const auto parameters = parse(";Tag=1;TAG=2").value();
  EXPECT_THAT(parameters.value("tag"), Optional(Eq("1")));
}

TEST(Parameters, AreSetInPlaceOrAtTheEnd) {
  auto parameters = parse(";rport;branch=a;RPORT=1").value();
  parameters.set("rport", "5060");
  parameters.set("received", "::1");
  parameters.erase("BRANCH");
  EXPECT_EQ(text_of(parameters), ";rport=5060;received=::1");
}

TEST(Parameters, AreQuotedWhereTheirValueNeedsIt) {
  EXPECT_EQ(text_of({{"a", "x;y"}, {"b", ""}, {"c", "x", true}}), R"(;a="x;y";b="";c="x")");
}

TEST(Parameters, SayWhatIsWrongAndWhere) {
  EXPECT_EQ(parse(";a=1;;").error(), (SyntaxError{"expected a parameter name", 5}));
  EXPECT_EQ(parse(";a=;b").error(), (SyntaxError{"expected a parameter value after '='", 3}));
  EXPECT_EQ(parse(";a=\"x").error(), (SyntaxError{"expected a closing quote", 5}));
}

TEST(Parameters, AreLimitedInNumber) {
  std::string text;
  for (std::size_t i = 0; i < max_parameters; ++i) text += ";p";
  EXPECT_EQ(parse(text).value().size(), max_parameters);
  for (int i = 0; i < 10'000; ++i) text += ";p";
  EXPECT_EQ(parse(text).error().what, "too many parameters");
}

}  // namespace
}  // namespace portero::sip
