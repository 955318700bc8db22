#include "io/store/contact_photos.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <sys/syscall.h>

#include "core/display/contact_photo.hpp"
#include "core/display/photo_for_tests.hpp"
#include "io/store/interrupted_for_tests.hpp"
#include "io/store/small_disk_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using display::photo;
using testing::ElementsAre;
using testing::IsEmpty;

struct ContactPhotosTest : testing::Test {
  [[nodiscard]] ContactPhotos open(const std::vector<std::string>& contacts) const {
    return ContactPhotos::open(path(), contacts).value();
  }
  [[nodiscard]] fs::path path() const { return folder.path() / "contact_photos"; }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator{path()}, fs::directory_iterator{});
  }

  [[nodiscard]] fs::path only_file() const {
    return fs::directory_iterator { path() } -> path();
  }

  TemporaryFolder folder;
};

TEST_F(ContactPhotosTest, AreFoundAgainByTheNamesOfTheirContacts) {
  const std::string name = "../\u00C9mile & Zo\u00EB: 2/3 " + std::string(190, 'x');
  ASSERT_TRUE(open({}).keep(name, photo(1)));
  ASSERT_TRUE(open({name}).keep("Ben", photo(2)));
  const ContactPhotos photos = open({"Ben", "Anna", name});
  EXPECT_THAT(photos.contacts(), ElementsAre(name, "Ben"));
  EXPECT_EQ(photos.read(name), photo(1));
  EXPECT_EQ(photos.read("Ben"), photo(2));
  EXPECT_EQ(photos.read("Anna"), std::nullopt);
}

TEST_F(ContactPhotosTest, TheNewOneTakesThePlaceOfTheOld) {
  ContactPhotos photos = open({});
  ASSERT_TRUE(photos.keep("Anna", photo(1)));
  ASSERT_TRUE(photos.keep("Anna", photo(2)));
  EXPECT_EQ(photos.read("Anna"), photo(2));
  EXPECT_EQ(open({"Anna"}).read("Anna"), photo(2));
  EXPECT_EQ(files(), 1);
}

TEST_F(ContactPhotosTest, GoWithTheirContacts) {
  ContactPhotos photos = open({});
  for (const char* contact : {"Anna", "Ben", "Zo\u00EB"})
    ASSERT_TRUE(photos.keep(contact, photo()));
  EXPECT_TRUE(photos.follow({"Ben", "Zo\u00EB"}));
  EXPECT_THAT(photos.contacts(), ElementsAre("Ben", "Zo\u00EB"));
  EXPECT_EQ(photos.remove("Ben"), true);
  EXPECT_EQ(photos.remove("Ben"), false);
  EXPECT_EQ(files(), 1);
  EXPECT_THAT(open({"Anna", "Ben", "Zo\u00EB"}).contacts(), ElementsAre("Zo\u00EB"));
}

// Its key is gone, it is damaged or of another version, a pin is gone: each is a start without
// contacts, and no reason to lose a photo.
TEST_F(ContactPhotosTest, AStartWithoutTheSettingsLosesNone) {
  ASSERT_TRUE(open({}).keep("Anna", photo(1)));
  ASSERT_TRUE(open({}).keep("Ben", photo(2)));
  ContactPhotos photos = open({});
  EXPECT_THAT(photos.contacts(), IsEmpty());
  EXPECT_EQ(files(), 2);
  EXPECT_TRUE(photos.follow({"Anna"})) << "somebody has set a contact";
  EXPECT_EQ(photos.read("Anna"), photo(1));
  EXPECT_THAT(photos.contacts(), ElementsAre("Anna"));
  EXPECT_EQ(files(), 1) << "and who is none any more, has none";
}

TEST_F(ContactPhotosTest, WhatALostPowerLeftGoesAtTheStart) {
  ASSERT_TRUE(open({}).keep("Anna", photo()));
  std::ofstream{path() / "x.jpg.new"} << "half";
  EXPECT_THAT(open({"Anna"}).contacts(), ElementsAre("Anna"));
  EXPECT_EQ(files(), 1);
}

TEST_F(ContactPhotosTest, WhatIsNoPhotoAnyMoreIsNone) {
  ContactPhotos photos = open({});
  ASSERT_TRUE(photos.keep("Anna", photo()));
  std::ofstream{only_file()} << "rotten";
  EXPECT_EQ(photos.read("Anna"), std::nullopt);
  EXPECT_THAT(open({"Anna"}).contacts(), IsEmpty());
  std::ofstream{only_file()} << std::string(display::max_photo_bytes + 1, 'x');
  EXPECT_THAT(open({"Anna"}).contacts(), IsEmpty());
  EXPECT_EQ(files(), 1) << "whoever looks for it finds it";
}

// What stands there cannot be read, as where the disk has an error or no descriptor is free.
TEST_F(ContactPhotosTest, OneThatCannotBeReadIsStillThere) {
  ASSERT_TRUE(open({}).keep("Anna", photo()));
  const fs::path file = only_file();
  fs::rename(file, path() / "meanwhile");
  fs::create_symlink(file, file);
  ContactPhotos photos = open({"Anna"});
  EXPECT_THAT(photos.contacts(), ElementsAre("Anna"));
  const auto jpeg = photos.read("Anna");
  ASSERT_FALSE(jpeg);
  EXPECT_THAT(jpeg.error().sentence, testing::HasSubstr("cannot be read"));
  EXPECT_TRUE(photos.follow({"Anna", "Ben"}));
  EXPECT_TRUE(fs::is_symlink(file));
  fs::rename(path() / "meanwhile", file);
  EXPECT_EQ(photos.read("Anna"), photo());
}

// Whoever has taken a photo away does not find it again after the power has gone.
TEST_F(ContactPhotosTest, WhatWasRemovedIsOffTheDisk) {
  ASSERT_TRUE(open({}).keep("Anna", photo()));
  ContactPhotos photos = open({"Anna"});
  const auto calls = system_calls_of([&] { std::ignore = photos.remove("Anna"); });
  if (calls.empty()) GTEST_SKIP() << "no process may be traced here";
  const auto unlinked = std::ranges::find(calls, SYS_unlink);
  ASSERT_NE(unlinked, calls.end());
  EXPECT_NE(std::find(unlinked, calls.end(), SYS_fsync), calls.end());
}

TEST_F(ContactPhotosTest, WhereverTheReplacingStopsThereIsAWholeOne) {
  Fate fate = Fate::killed;
  for (int step = 1; fate == Fate::killed; ++step) {
    ASSERT_TRUE(open({}).keep("Anna", photo(1)));
    fate = killed_at(step, [&] { std::ignore = open({"Anna"}).keep("Anna", photo(2)); });
    const auto jpeg = open({"Anna"}).read("Anna");
    ASSERT_TRUE(jpeg == photo(1) || jpeg == photo(2)) << "killed at step " << step;
  }
  if (fate == Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
  EXPECT_EQ(open({"Anna"}).read("Anna"), photo(2));
  EXPECT_EQ(files(), 1);
}

TEST(ContactPhotosDisk, ThatIsFullKeepsTheOneBefore) {
  const auto outcome = on_small_disk(std::size_t{32} * 1024, [](const fs::path& folder) {
    ContactPhotos photos = ContactPhotos::open(folder / "photos", {}).value();
    ASSERT_TRUE(photos.keep("Anna", photo(1)));
    std::ofstream{folder / "all_the_rest"} << std::string(64'000, 'x') << std::flush;
    for (const char* contact : {"Anna", "Ben"}) {
      const auto kept = photos.keep(contact, photo(2));
      ASSERT_FALSE(kept);
      EXPECT_TRUE(is_full(kept.error()));
    }
    EXPECT_EQ(photos.read("Anna"), photo(1));
    EXPECT_THAT(photos.contacts(), ElementsAre("Anna"));
    EXPECT_EQ(photos.remove("Anna"), true);
  });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

TEST(ContactPhotosDisk, ThatIsReadOnlySaysThatNoneWasRemoved) {
  std::optional<ContactPhotos> photos;
  const auto outcome = on_read_only_disk(
      [&](const fs::path& folder) {
        photos = ContactPhotos::open(folder, {}).value();
        ASSERT_TRUE(photos->keep("Anna", photo()));
      },
      [&](const fs::path&) {
        const auto removed = photos->remove("Anna");
        ASSERT_FALSE(removed);
        EXPECT_THAT(removed.error().sentence, testing::HasSubstr("Read-only file system"));
        EXPECT_THAT(photos->contacts(), ElementsAre("Anna"));
        EXPECT_FALSE(photos->follow({"Ben"})) << "nor was this one";
      });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

TEST_F(ContactPhotosTest, AFolderThatCannotBeUsedSaysSo) {
  std::ofstream{path()} << "a file";
  const auto photos = ContactPhotos::open(path(), {});
  ASSERT_FALSE(photos);
  EXPECT_THAT(photos.error(), testing::HasSubstr("contact_photos cannot be used"));
}

}  // namespace
}  // namespace portero::store
