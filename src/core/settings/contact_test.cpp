#include "core/settings/contact.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace portero::settings {
namespace {

TEST(Contact, IsANameAndAnExtension) {
  const auto contact = contact_from_text("Anna M\u00FCller = 201");
  ASSERT_TRUE(contact);
  EXPECT_EQ(contact->name, "Anna M\u00FCller");
  EXPECT_EQ(contact->extension, "201");
  EXPECT_EQ(contact_from_text("Dr. Smith, John=reception")->name, "Dr. Smith, John");
}

// An address of SIP has equals signs of its own.
TEST(Contact, HasItsNameBeforeTheFirstSign) {
  EXPECT_EQ(contact_from_text("Bob = sip:bob@192.0.2.9;transport=tcp")->extension,
            "sip:bob@192.0.2.9;transport=tcp");
}

TEST(Contact, NeedsBothOfThem) {
  for (const char* text : {"", "=", "Anna", "Anna =", "= 201", " \u00A0= 201", "Anna = 2 01"})
    EXPECT_FALSE(contact_from_text(text)) << text;
}

TEST(Contact, HasAnExtensionAsLongAsTheCallButtonsOne) {
  const std::string longest(max_contact_extension, '2');
  EXPECT_TRUE(contact_from_text("Anna = " + longest));
  EXPECT_FALSE(contact_from_text("Anna = 2" + longest));
}

TEST(Contact, IsListedByItsName) {
  const std::vector<std::string> texts{"Zo\u00EB = 2", "nobody", "Anna=201"};
  EXPECT_EQ(names_of_contacts(texts), (std::vector<std::string>{"Zo\u00EB", "Anna"}));
}

TEST(Contact, HasANameThatCanBeShown) {
  std::string name;
  for (std::size_t i = 0; i < max_contact_name; ++i) name += "\u00FC";
  EXPECT_TRUE(contact_from_text(name + " = 201"));
  EXPECT_FALSE(contact_from_text(name + "r = 201"));
  EXPECT_FALSE(contact_from_text("An\tna = 201"));
  EXPECT_FALSE(contact_from_text("An\nna = 201"));
}

}  // namespace
}  // namespace portero::settings
