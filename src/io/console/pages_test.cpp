#include "io/console/pages.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::console {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

struct PagesTest : testing::Test {
  void write(const std::string& path, const std::string& text) const {
    const auto file = folder.path() / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file} << text;
  }
  [[nodiscard]] http::Response get(const std::string& path,
                                   const http::Fields& headers = {}) const {
    return Pages::read(folder.path())
        .value()
        .answer({.method = "GET", .path = path, .headers = headers});
  }

  store::TemporaryFolder folder;
};

TEST_F(PagesTest, AreFilesWithTheirTypes) {
  write("index.html", "<p>");
  write("assets/app-1a2b.js", "run()");
  EXPECT_EQ(get("/index.html").body, "<p>");
  EXPECT_THAT(get("/index.html").headers, Contains(Pair("Cache-Control", "no-cache")));
  const auto script = get("/assets/app-1a2b.js");
  EXPECT_THAT(script.headers, Contains(Pair("Content-Type", "text/javascript; charset=utf-8")));
  EXPECT_THAT(script.headers, Contains(Pair("Cache-Control", HasSubstr("immutable"))));
}

TEST_F(PagesTest, ViewsOfTheAppAreItsFirstPage) {
  write("index.html", "<p>");
  EXPECT_EQ(get("/").body, "<p>");
  EXPECT_EQ(get("/operation/intercom").body, "<p>");
  EXPECT_EQ(get("/assets/gone.js").status, 404);
}

TEST_F(PagesTest, AreNotSentAgainToWhoHasThem) {
  write("index.html", "<p>");
  const auto first = get("/");
  const auto tag = std::ranges::find(first.headers, "ETag", &http::Fields::value_type::first);
  EXPECT_EQ(get("/", {{"If-None-Match", tag->second}}).status, 304);
  write("index.html", "<b>");
  EXPECT_EQ(get("/", {{"If-None-Match", tag->second}}).status, 200);
}

TEST_F(PagesTest, NothingOutsideTheFolderIsThere) {
  write("index.html", "<p>");
  for (const std::string path : {"/../index.html", "//index.html", "/assets/../../x.txt"})
    EXPECT_NE(get(path).status, 200) << path;
}

TEST_F(PagesTest, SaysWhatToInstallWhereThereAreNone) {
  EXPECT_FALSE(Pages::read(folder.path() / "none"));
  const auto response = Pages{}.answer({.method = "GET", .path = "/"});
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("portero-web"));
  EXPECT_EQ(Pages{}.answer({.method = "POST", .path = "/"}).status, 405);
}

}  // namespace
}  // namespace portero::console
