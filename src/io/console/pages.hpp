#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>

#include "io/http/message.hpp"

namespace portero::console {

// The files of the web app, kept in memory: the loop never waits for a disk to answer a browser.
class Pages {
 public:
  static constexpr std::size_t max_files = 200;
  static constexpr std::size_t max_file_bytes = std::size_t{2} * 1024 * 1024;

  // None at all: each request is told how to install them.
  Pages() = default;
  // An error is a sentence.
  [[nodiscard]] static std::expected<Pages, std::string> read(const std::filesystem::path& folder);

  // A path that names no file is one of the app's own views.
  [[nodiscard]] http::Response answer(const http::Request& request) const;

 private:
  struct Page {
    http::Response response;
    std::string tag;
  };

  std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace portero::console
