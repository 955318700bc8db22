#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/ip_address.hpp"
#include "core/console/claim_code.hpp"
#include "core/console/sessions.hpp"
#include "core/console/throttle.hpp"
#include "core/control/message.hpp"
#include "io/console/hasher.hpp"

namespace portero::console {

// Who may use the console: whoever knows its password. There is none at first; who sets it must
// know the claim code, which the station tells only on its screen and to its own machine (APP-2).
class Gate {
 public:
  static constexpr std::string_view password_file = "console-password";

  struct Denied {
    int status;  // of HTTP
    control::Refused why;
    base::Duration wait{};  // until the next try, with 429
  };
  using Told = std::function<void(std::expected<std::string, Denied> token)>;

  // An error is a sentence: the password cannot be read.
  [[nodiscard]] static std::expected<std::unique_ptr<Gate>, std::string> open(
      loop::EventLoop& loop, const std::filesystem::path& folder);

  [[nodiscard]] bool is_claimed() const { return !hash_.empty(); }
  // While nobody has claimed the station.
  [[nodiscard]] std::optional<std::string> claim_code() const;

  // The token of a new session, from within the loop.
  void claim(const base::IpAddress& from, std::string_view code, std::string password,
             const Told& told);
  void sign_in(const base::IpAddress& from, std::string password, const Told& told);
  // Whether whoever asks knows the password.
  using Proven = std::function<void(std::expected<void, Denied>)>;
  void prove(const base::IpAddress& from, std::string password, const Proven& told);
  // Another password in the place of this one. All sessions end; the token is of a new one.
  void change(const base::IpAddress& from, std::string old_password, std::string new_password,
              const Told& told);
  // Whether the token is one of a session, which goes on then.
  [[nodiscard]] bool admits(std::string_view token);
  // The same, and the session does not go on by that.
  [[nodiscard]] bool knows(std::string_view token);
  void sign_out(std::string_view token) { sessions_.close(token); }

 private:
  Gate(loop::EventLoop& loop, std::filesystem::path file);
  [[nodiscard]] std::optional<Denied> must_wait(const base::IpAddress& from);
  void keep_first(const std::string& hash, const Told& told);
  void keep(const std::string& hash, const Told& told);
  [[nodiscard]] std::string open_session();

  loop::EventLoop& loop_;
  std::filesystem::path file_;
  std::string hash_;
  ClaimCode code_;
  Throttle throttle_;
  Sessions sessions_;
  Hasher hasher_;
};

}  // namespace portero::console
