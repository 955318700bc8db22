#include <gmock/gmock.h>

#include "io/console/api_for_tests.hpp"

namespace portero::console {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

using PhotoApiTest = ApiTest;

TEST_F(PhotoApiTest, TellsWhichContactsHaveOneAndGivesIt) {
  sign_in();
  photo_reply = control::PhotosKept{{"Anna", "Zo\u00EB \"Z\""}};
  EXPECT_THAT(ask("GET /api/v1/contact_photos"),
              EndsWith("{\"contacts\":[\"Anna\",\"Zo\u00EB \\\"Z\\\"\"]}"));
  photo_reply = control::ContactPhoto{{'j', 'p', 'g'}};
  const std::string told = ask("GET /api/v1/contact_photo?contact=Zo%C3%AB");
  EXPECT_EQ(of_photos.back(), (control::OfPhotos{control::AskPhoto{"Zo\u00EB"}}));
  EXPECT_THAT(told, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(told, HasSubstr("Content-Type: image/jpeg\r\n"));
  EXPECT_THAT(told, EndsWith("\r\n\r\njpg"));
}

TEST_F(PhotoApiTest, KeepsAndRemovesOne) {
  sign_in();
  const std::string jpeg{"\xFF\xD8\0\xFF\xD9", 5};
  EXPECT_THAT(
      ask("PUT /api/v1/contact_photo?contact=Anna%20M", jpeg, "Content-Type: image/jpeg\r\n"),
      StartsWith("HTTP/1.1 204 "));
  EXPECT_EQ(of_photos.back(),
            (control::OfPhotos{control::KeepPhoto{"Anna M", {0xFF, 0xD8, 0, 0xFF, 0xD9}}}));
  EXPECT_THAT(ask("DELETE /api/v1/contact_photo?contact=Anna"), StartsWith("HTTP/1.1 204 "));
  EXPECT_EQ(of_photos.back(), (control::OfPhotos{control::RemovePhoto{"Anna"}}));
}

TEST_F(PhotoApiTest, SaysWhatIsWrong) {
  sign_in();
  photo_reply = control::Refused{"no_photo", "None."};
  EXPECT_THAT(ask("GET /api/v1/contact_photo"), StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(of_photos.back(), (control::OfPhotos{control::AskPhoto{""}}));
  photo_reply = control::Refused{"wrong_photo", "No.", {{"photo", "at most 8 KiB"}}};
  const std::string told = ask("PUT /api/v1/contact_photo?contact=Anna", "GIF89a");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(told, HasSubstr(R"("errors":[{"field":"photo","detail":"at most 8 KiB"}])"));
  photo_reply = control::Refused{"too_often", "Wait."};
  EXPECT_THAT(ask("DELETE /api/v1/contact_photo?contact=Anna"), StartsWith("HTTP/1.1 429 "));
  photo_reply = control::Refused{"not_stored", "The disk is full."};
  EXPECT_THAT(ask("PUT /api/v1/contact_photo?contact=Anna", "x"), StartsWith("HTTP/1.1 507 "));
}

}  // namespace
}  // namespace portero::console
