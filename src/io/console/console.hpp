#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "core/control/message.hpp"
#include "io/console/api.hpp"
#include "io/console/gate.hpp"
#include "io/console/identity.hpp"
#include "io/console/pages.hpp"
#include "io/http/server.hpp"

namespace portero::console {

// The web console of a station: over HTTPS alone, for whoever knows its password.
class Console {
 public:
  // What it keeps is in the folder. An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<Console>, std::string> open(
      loop::EventLoop& loop, const std::filesystem::path& folder, Pages pages,
      const std::vector<base::Endpoint>& listen, Api::Reach station, log::Log& log);

  void tell(const control::News& news) { api_.tell(news); }
  [[nodiscard]] control::ConsoleTold told() const;
  // Another certificate is in use at once, for who connects from now on.
  [[nodiscard]] control::Reply obey(const control::ToConsole& request);
  // Why the certificate that was given is not used; empty where nothing is wrong.
  [[nodiscard]] const std::string& trouble() const { return identity_.trouble; }
  [[nodiscard]] const std::vector<base::Endpoint>& listening() const { return listening_; }

 private:
  Console(loop::EventLoop& loop, std::filesystem::path folder, std::unique_ptr<Gate> gate,
          Pages pages, Api::Reach station, log::Log& log, Identity identity);
  [[nodiscard]] control::Reply serve_as_kept(const std::expected<void, control::Refused>& kept);
  void answer(const http::Request& request, const http::Exchange& exchange);

  std::filesystem::path folder_;
  std::unique_ptr<Gate> gate_;
  Pages pages_;
  Api api_;
  Identity identity_;
  std::vector<base::Endpoint> listening_;
  http::Server server_;
};

}  // namespace portero::console
