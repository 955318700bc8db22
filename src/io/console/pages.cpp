#include "io/console/pages.hpp"

#include <array>
#include <functional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "io/store/file.hpp"

namespace portero::console {
namespace {

constexpr std::string_view first_page = "/index.html";
// Vite puts a hash of what is in a file into its name.
constexpr std::string_view hashed_names = "/assets/";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable";
constexpr std::string_view ask_each_time = "no-cache";

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

bool names_a_file(std::string_view path) { return path.substr(path.rfind('/') + 1).contains('.'); }

}  // namespace

std::expected<Pages, std::string> Pages::read(const std::filesystem::path& folder) {
  Pages pages;
  std::error_code failed;
  using Walk = std::filesystem::recursive_directory_iterator;
  for (Walk each{folder, failed}; !failed && each != Walk{}; each.increment(failed)) {
    std::error_code unknown;
    if (!each->is_regular_file(unknown)) continue;
    if (pages.pages_.size() == max_files)
      return std::unexpected{fmt::format("{} has more than {} files", folder.string(), max_files)};
    auto bytes = store::read_file(each->path(), max_file_bytes);
    if (!bytes) return std::unexpected{bytes.error().sentence};
    const std::string path = "/" + each->path().lexically_relative(folder).generic_string();
    std::string tag = fmt::format("\"{:x}\"", std::hash<std::string>{}(bytes->value_or("")));
    const auto caching = path.starts_with(hashed_names) ? for_ever : ask_each_time;
    pages.pages_.emplace(path, Page{{200,
                                     {{"Content-Type", std::string{type_of(path)}},
                                      {"Cache-Control", std::string{caching}},
                                      {"ETag", tag}},
                                     bytes->value_or("")},
                                    tag});
  }
  if (failed) return std::unexpected{folder.string() + " cannot be read: " + failed.message()};
  return pages;
}

http::Response Pages::answer(const http::Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    http::Response response = http::text_response(405, "Pages are read only.");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  auto page = pages_.find(std::string_view{request.path});
  if (page == pages_.end() && !names_a_file(request.path)) page = pages_.find(first_page);
  if (page == pages_.end())
    return http::text_response(
        404, pages_.empty() ? "The pages of the console are not installed. Install the package "
                              "portero-web and start the station again."
                            : "There is no such page.");
  if (request.header("If-None-Match") == page->second.tag)
    return {.status = 304, .headers = page->second.response.headers};
  return page->second.response;
}

}  // namespace portero::console
