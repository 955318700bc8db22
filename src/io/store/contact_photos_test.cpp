#include "io/store/contact_photos.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/small_disk_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

using Bytes = std::vector<std::uint8_t>;

// One pixel of grey: an outline of a JPEG.
Bytes photo(std::uint8_t number = 0) {
  return {0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0, 1, 0, 1, 1, 0xFF, 0xDA, 0, 3, 1, number, 0xFF, 0xD9};
}

struct ContactPhotosTest : testing::Test {
  [[nodiscard]] ContactPhotos open(const std::vector<std::string>& contacts) const {
    return ContactPhotos::open(path(), contacts).value();
  }
  [[nodiscard]] fs::path path() const { return folder.path() / "contact_photos"; }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator{path()}, fs::directory_iterator{});
  }

  TemporaryFolder folder;
};

TEST_F(ContactPhotosTest, AreFoundAgainByTheNamesOfTheirContacts) {
  const std::string name = "../\u00C9mile & Zo\u00EB: 2/3 " + std::string(190, 'x');
  ASSERT_TRUE(open({}).keep(name, photo(1)));
  ASSERT_TRUE(open({name}).keep("Ben", photo(2)));
  const ContactPhotos photos = open({"Ben", "Anna", name});
  ASSERT_EQ(photos.all().size(), 2U);
  EXPECT_EQ(*photos.all().at(name), photo(1));
  EXPECT_EQ(*photos.all().at("Ben"), photo(2));
}

TEST_F(ContactPhotosTest, TheNewOneTakesThePlaceOfTheOld) {
  ContactPhotos photos = open({});
  ASSERT_TRUE(photos.keep("Anna", photo(1)));
  ASSERT_TRUE(photos.keep("Anna", photo(2)));
  EXPECT_EQ(*photos.all().at("Anna"), photo(2));
  EXPECT_EQ(*open({"Anna"}).all().at("Anna"), photo(2));
  EXPECT_EQ(files(), 1);
}

TEST_F(ContactPhotosTest, GoWithTheirContacts) {
  ContactPhotos photos = open({});
  for (const char* contact : {"Anna", "Ben", "Zo\u00EB"})
    ASSERT_TRUE(photos.keep(contact, photo()));
  EXPECT_THAT(photos.keep_only({"Ben", "Zo\u00EB"}), ElementsAre("Anna"));
  EXPECT_THAT(photos.keep_only({"Ben", "Zo\u00EB"}), IsEmpty());
  EXPECT_TRUE(photos.remove("Ben"));
  EXPECT_FALSE(photos.remove("Ben"));
  EXPECT_EQ(files(), 1);
  EXPECT_EQ(photos.all().size(), 1U);
}

// The settings may have changed while the station did not run, and the power may have gone.
TEST_F(ContactPhotosTest, NothingElseStaysInTheFolder) {
  ASSERT_TRUE(open({}).keep("Anna", photo()));
  std::ofstream{path() / "x.jpg.new"} << "half";
  std::ofstream{path() / "x.jpg"} << "of nobody";
  EXPECT_EQ(open({"Anna"}).all().size(), 1U);
  EXPECT_EQ(files(), 1);
  EXPECT_THAT(open({}).all(), IsEmpty());
  EXPECT_EQ(files(), 0);
}

TEST_F(ContactPhotosTest, WhatIsNoPhotoAnyMoreIsNone) {
  ASSERT_TRUE(open({}).keep("Anna", photo()));
  std::ofstream{fs::directory_iterator{path()} -> path()} << "rotten";
  EXPECT_THAT(open({"Anna"}).all(), IsEmpty());
  EXPECT_EQ(files(), 0);
}

TEST_F(ContactPhotosTest, AFolderThatCannotBeUsedSaysSo) {
  std::ofstream{path()} << "a file";
  const auto photos = ContactPhotos::open(path(), {});
  ASSERT_FALSE(photos);
  EXPECT_THAT(photos.error(), testing::HasSubstr("contact_photos cannot be used"));
}

}  // namespace
}  // namespace portero::store
