// Photos of contacts, from the console to the disk and to a screen that keeps what it is told.
#include "apps/station/photo_desk.hpp"

#include <csignal>
#include <fstream>

#include <gmock/gmock.h>

#include "core/display/contact_photo.hpp"
#include "core/display/photo_for_tests.hpp"
#include "io/ipc/display_json.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::station {
namespace {

using display::photo;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Bytes = std::vector<std::uint8_t>;

struct PhotoDeskTest : testing::Test {
  PhotoDesk desk(const std::vector<std::string>& contacts = {"Anna", "Ben"},
                 DisplayProcess* screen = nullptr) {
    return PhotoDesk{
        store::ContactPhotos::open(path, contacts),
        contacts,
        {.display = screen, .now = [this] { return now; }, .changed = [this] { ++changes; }}};
  }
  static control::Refused refused(PhotoDesk& by, const control::OfPhotos& wish) {
    const auto reply = by.obey(wish);
    const auto* const why = std::get_if<control::Refused>(&reply);
    return why == nullptr ? control::Refused{} : *why;
  }
  static std::vector<std::string> kept(PhotoDesk& by) {
    return std::get<control::PhotosKept>(by.obey(control::AskPhotos{})).contacts;
  }

  store::TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "photos";
  base::TimePoint now{};
  int changes = 0;
};

constexpr control::Done done;

TEST_F(PhotoDeskTest, KeepsThePhotoOfAContactAcrossRestarts) {
  PhotoDesk first = desk();
  EXPECT_THAT(kept(first), IsEmpty());
  EXPECT_EQ(first.obey(control::KeepPhoto{"Anna", photo(1)}), control::PhotoReply{done});
  EXPECT_EQ(first.obey(control::KeepPhoto{"Anna", photo(2)}), control::PhotoReply{done});
  EXPECT_EQ(changes, 2) << "each is on record";
  PhotoDesk next = desk();
  EXPECT_THAT(kept(next), ElementsAre("Anna"));
  EXPECT_EQ(next.obey(control::AskPhoto{"Anna"}),
            control::PhotoReply{control::ContactPhoto{photo(2)}});
  EXPECT_EQ(next.obey(control::RemovePhoto{"Anna"}), control::PhotoReply{done});
  EXPECT_EQ(changes, 3);
  EXPECT_EQ(refused(next, control::AskPhoto{"Anna"}).code, "no_photo");
  EXPECT_EQ(refused(next, control::RemovePhoto{"Anna"}).code, "no_photo");
  PhotoDesk last = desk();
  EXPECT_THAT(kept(last), IsEmpty());
}

TEST_F(PhotoDeskTest, RefusesWhatIsNoPhotoWithItsFieldAndWhatIsAllowed) {
  PhotoDesk by = desk();
  const auto wrong = refused(by, control::KeepPhoto{"Anna", {'G', 'I', 'F'}});
  EXPECT_EQ(wrong.code, "wrong_photo");
  ASSERT_EQ(wrong.fields.size(), 1U);
  EXPECT_EQ(wrong.fields[0].field, "photo");
  EXPECT_THAT(wrong.fields[0].sentence, HasSubstr("JPEG"));
  const Bytes large(display::max_photo_bytes + 1);
  EXPECT_THAT(refused(by, control::KeepPhoto{"Anna", large}).sentence, HasSubstr("8 KiB"));
  Bytes wide = photo();
  wide[9] = 2;
  EXPECT_THAT(refused(by, control::KeepPhoto{"Anna", wide}).sentence, HasSubstr("256 by 256"));
  const auto nobody = refused(by, control::KeepPhoto{"Zo\u00EB", photo()});
  EXPECT_EQ(nobody.code, "no_contact");
  EXPECT_EQ(nobody.fields.at(0).field, "contact");
  EXPECT_THAT(kept(by), IsEmpty());
  EXPECT_EQ(changes, 0);
}

TEST_F(PhotoDeskTest, APhotoGoesWithItsContact) {
  PhotoDesk by = desk();
  EXPECT_EQ(by.obey(control::KeepPhoto{"Anna", photo()}), control::PhotoReply{done});
  EXPECT_EQ(by.obey(control::KeepPhoto{"Ben", photo()}), control::PhotoReply{done});
  EXPECT_TRUE(by.follow({"Ben", "Zo\u00EB"}));
  EXPECT_THAT(kept(by), ElementsAre("Ben"));
  EXPECT_EQ(by.obey(control::KeepPhoto{"Zo\u00EB", photo()}), control::PhotoReply{done});
  EXPECT_EQ(refused(by, control::KeepPhoto{"Anna", photo()}).code, "no_contact");
  PhotoDesk next = desk({"Anna", "Ben", "Zo\u00EB"});
  EXPECT_THAT(kept(next), ElementsAre("Ben", "Zo\u00EB"));
}

TEST_F(PhotoDeskTest, WithoutAFolderItSaysSo) {
  PhotoDesk by{std::unexpected{"the disk is gone."}, {"Anna"}, {}};
  EXPECT_EQ(refused(by, control::KeepPhoto{"Anna", photo()}).code, "no_store");
  EXPECT_THAT(refused(by, control::AskPhotos{}).sentence, HasSubstr("the disk is gone."));
  EXPECT_TRUE(by.follow({}));
}

// A settings file that could not be read, and then a setting that has nothing to do with contacts.
TEST_F(PhotoDeskTest, AStartWithoutTheContactsLosesNoPhoto) {
  std::ignore = desk().obey(control::KeepPhoto{"Anna", photo(1)});
  PhotoDesk without = desk({});
  EXPECT_TRUE(without.follow({}));
  PhotoDesk by = desk({"Ben"});
  EXPECT_TRUE(by.follow({"Ben"}));
  EXPECT_THAT(kept(by), IsEmpty());
  EXPECT_TRUE(by.follow({"Anna", "Ben"})) << "they are back";
  EXPECT_EQ(by.obey(control::AskPhoto{"Anna"}),
            control::PhotoReply{control::ContactPhoto{photo(1)}});
}

TEST_F(PhotoDeskTest, WhatIsNotRemovedFromTheDiskIsToldSo) {
  PhotoDesk by = desk();
  EXPECT_EQ(by.obey(control::KeepPhoto{"Anna", photo()}), control::PhotoReply{done});
  std::filesystem::rename(path, folder.path() / "elsewhere");
  EXPECT_EQ(refused(by, control::RemovePhoto{"Anna"}).code, "not_stored");
  EXPECT_EQ(refused(by, control::KeepPhoto{"Ben", photo()}).code, "not_stored");
  EXPECT_EQ(changes, 1);
  std::filesystem::rename(folder.path() / "elsewhere", path);
  EXPECT_THAT(kept(by), ElementsAre("Anna"));
  EXPECT_EQ(by.obey(control::RemovePhoto{"Anna"}), control::PhotoReply{done});
}

// The loop waits for the disk with each.
TEST_F(PhotoDeskTest, ChangesSoManyInAMinute) {
  PhotoDesk by = desk();
  for (int i = 0; i < PhotoDesk::max_changes; ++i) {
    EXPECT_EQ(by.obey(control::KeepPhoto{"Anna", photo(1)}), control::PhotoReply{done});
    now += std::chrono::milliseconds{1};
  }
  EXPECT_EQ(refused(by, control::KeepPhoto{"Anna", photo(2)}).code, "too_often");
  EXPECT_EQ(refused(by, control::RemovePhoto{"Anna"}).code, "too_often");
  EXPECT_EQ(by.obey(control::AskPhoto{"Anna"}),
            control::PhotoReply{control::ContactPhoto{photo(1)}});
  now = base::TimePoint{} + std::chrono::minutes{1};
  EXPECT_EQ(by.obey(control::RemovePhoto{"Anna"}), control::PhotoReply{done});
  EXPECT_EQ(refused(by, control::KeepPhoto{"Anna", photo(2)}).code, "too_often");
}

// What a screen was told of photos, by names; without a byte where they are gone.
struct ScreenOfPhotosTest : PhotoDeskTest {
  void run(const std::string& says_first = "echo '{\"ready\":{}}' >&3;") {
    screen.emplace(loop, log,
                   process::Program{.path = "/bin/sh",
                                    .arguments = {"-c", says_first +
                                                            "while read -r line <&3; do echo "
                                                            "\"$line\" >>" +
                                                            noted.string() +
                                                            "; echo '{\"alive\":{}}' >&3; done"}},
                   DisplayProcess::Handler{});
  }
  std::vector<display::ContactPhoto> told() const {
    std::vector<display::ContactPhoto> photos;
    std::ifstream file{noted};
    for (std::string line; std::getline(file, line);)
      if (!file.eof())
        if (const auto command = ipc::display_command(line).value();
            const auto* const one = std::get_if<display::ContactPhoto>(&command))
          photos.push_back(*one);
    return photos;
  }
  bool comes_true(const std::function<bool()>& what) {
    return loop.run_until(what, std::chrono::seconds{20});
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  std::filesystem::path noted = folder.path() / "noted";
  std::optional<DisplayProcess> screen;
};

TEST_F(ScreenOfPhotosTest, ShowsThoseOfContactsThatItLists) {
  std::ignore = desk().obey(control::KeepPhoto{"Anna", photo(1)});
  std::ignore = desk().obey(control::KeepPhoto{"Ben", photo(2)});
  run();
  screen->configure({.contacts = {"Anna"}});
  PhotoDesk by = desk({"Anna", "Ben"}, &*screen);
  ASSERT_TRUE(comes_true([&] { return told().size() == 1; }));
  EXPECT_EQ(told()[0], (display::ContactPhoto{"Anna", photo(1)}));
  EXPECT_EQ(by.obey(control::RemovePhoto{"Anna"}), control::PhotoReply{done});
  ASSERT_TRUE(comes_true([&] { return told().size() == 2; }));
  EXPECT_EQ(told()[1], (display::ContactPhoto{"Anna"}));
  screen->configure({.contacts = {"Anna", "Ben"}});
  ASSERT_TRUE(comes_true([&] { return told().size() == 3; }));
  EXPECT_EQ(told()[2], (display::ContactPhoto{"Ben", photo(2)}));
}

TEST_F(ScreenOfPhotosTest, TheNextProcessIsToldThemAgain) {
  run();
  screen->configure({.contacts = {"Anna"}});
  PhotoDesk by = desk({"Anna"}, &*screen);
  EXPECT_EQ(by.obey(control::KeepPhoto{"Anna", photo()}), control::PhotoReply{done});
  ASSERT_TRUE(comes_true([&] { return told().size() == 1; }));
  ::kill(*screen->pid(), SIGKILL);
  EXPECT_TRUE(comes_true([&] { return told().size() == 2; }));
}

// Each was sent again with every change of the list.
TEST_F(ScreenOfPhotosTest, AnotherListCostsThePhotosOfThoseWhoAreNew) {
  std::vector<std::string> asked;
  run();
  screen->configure({.contacts = {"Anna", "Ben"}});
  screen->show_photos([&](const std::string& contact) {
    asked.push_back(contact);
    return contact == "Ben" ? Bytes{} : photo();
  });
  ASSERT_TRUE(comes_true([&] { return told().size() == 1; }));
  screen->configure({.contacts = {"Zo\u00EB", "Ben", "Anna"}});
  screen->photo_changed("Nobody");
  screen->configure({.station_name = "North Gate", .contacts = {"Zo\u00EB", "Anna"}});
  ASSERT_TRUE(comes_true([&] { return told().size() == 2; }));
  screen->photo_changed("Anna");
  ASSERT_TRUE(comes_true([&] { return told().size() == 3; }));
  EXPECT_THAT(asked, ElementsAre("Anna", "Ben", "Zo\u00EB", "Anna"));
  EXPECT_EQ(told()[1].contact, "Zo\u00EB");
}

// All at once were more than may wait for a process, which was ended for not reading them.
TEST_F(ScreenOfPhotosTest, AWholeDirectoryComesByAndBy) {
  std::vector<std::string> contacts;
  for (int i = 0; i < 2 * DisplayProcess::max_photos + 1; ++i)
    contacts.push_back("Flat " + std::to_string(i));
  run();
  screen->configure({.contacts = contacts});
  screen->show_photos([](const std::string&) { return Bytes(display::max_photo_bytes); });
  const base::TimePoint before = loop.now();
  ASSERT_TRUE(comes_true([&] { return told().size() == contacts.size(); }));
  EXPECT_GE(loop.now() - before, SupervisedProcess::beat);
}

}  // namespace
}  // namespace portero::station
