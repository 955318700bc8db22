#include "io/console/gate.hpp"

#include <utility>

#include <fmt/format.h>

#include "core/console/password.hpp"
#include "io/console/chance.hpp"
#include "io/store/file.hpp"

namespace portero::console {
namespace {

constexpr std::size_t max_hash_bytes = 1024;

std::unexpected<Gate::Denied> denied(int status, std::string_view code, std::string_view sentence,
                                     base::Duration wait = {}) {
  return std::unexpected{Gate::Denied{status, {std::string{code}, std::string{sentence}}, wait}};
}

std::optional<Gate::Denied> wrong_password(std::string_view password, const std::string& field) {
  const auto objection = objection_to_password(password);
  if (!objection) return std::nullopt;
  return Gate::Denied{422, {"wrong_password", *objection, {{field, *objection}}}, {}};
}

std::unexpected<Gate::Denied> claimed() {
  return denied(409, "claimed", "This station has a password already. Sign in with it.");
}

std::unexpected<Gate::Denied> busy() {
  return denied(429, "busy", "Too many sign in at the moment. Try again in a second.",
                std::chrono::seconds{1});
}

}  // namespace

std::expected<std::unique_ptr<Gate>, std::string> Gate::open(loop::EventLoop& loop,
                                                             const std::filesystem::path& folder) {
  std::unique_ptr<Gate> gate{new Gate{loop, folder / password_file}};
  auto hash = store::read_file(gate->file_, max_hash_bytes);
  if (!hash) return std::unexpected{hash.error().sentence};
  gate->hash_ = hash->value_or("");
  return gate;
}

Gate::Gate(loop::EventLoop& loop, std::filesystem::path file)
    : loop_(loop), file_(std::move(file)), code_(random_claim_code()), hasher_(loop) {}

std::optional<std::string> Gate::claim_code() const {
  return is_claimed() ? std::nullopt : std::optional{code_.text()};
}

void Gate::claim(const base::IpAddress& from, std::string_view code, std::string password,
                 const Told& told) {
  if (is_claimed()) return told(claimed());
  if (const auto wait = must_wait(from)) return told(std::unexpected{*wait});
  if (auto wrong = wrong_password(password, "password")) return told(std::unexpected{*wrong});
  throttle_.tried(from, loop_.now());
  if (!code_.matches(code))
    return told(denied(403, "wrong_code",
                       "This is not the code that the station shows. It changes when the station "
                       "begins anew."));
  const auto keep_it = [this, from, told](const std::string& hash) {
    throttle_.succeeded(from);
    keep_first(hash, told);
  };
  if (!hasher_.hash(std::move(password), keep_it)) told(busy());
}

void Gate::sign_in(const base::IpAddress& from, std::string password, const Told& told) {
  prove(from, std::move(password), [this, told](const std::expected<void, Denied>& proven) {
    if (!proven) return told(std::unexpected{proven.error()});
    told(open_session());
  });
}

void Gate::prove(const base::IpAddress& from, std::string password, const Proven& told) {
  if (!is_claimed())
    return told(denied(409, "unclaimed", "This station has no password yet. Set it first."));
  if (const auto wait = must_wait(from)) return told(std::unexpected{*wait});
  if (password.size() > max_password_bytes) password.clear();
  throttle_.tried(from, loop_.now());
  // It may have been changed while this was compared.
  const auto compared = [this, from, told, hash = hash_](bool equal) {
    if (!equal || hash != hash_)
      return told(denied(401, "wrong_password", "This is not the password."));
    throttle_.succeeded(from);
    told({});
  };
  if (!hasher_.compare(hash_, std::move(password), compared)) told(busy());
}

void Gate::change(const base::IpAddress& from, std::string old_password, std::string new_password,
                  const Told& told) {
  if (auto wrong = wrong_password(new_password, "new")) return told(std::unexpected{*wrong});
  const auto proven = [this, wanted = std::move(new_password),
                       told](const std::expected<void, Denied>& knows) {
    if (!knows) return told(std::unexpected{knows.error()});
    const auto hashed = [this, told, before = hash_](const std::string& hash) {
      if (before != hash_)
        return told(denied(409, "changed", "Somebody else has just set another password."));
      keep(hash, told);
    };
    if (!hasher_.hash(wanted, hashed)) told(busy());
  };
  prove(from, std::move(old_password), proven);
}

bool Gate::admits(std::string_view token) { return sessions_.use(token, loop_.now()); }

bool Gate::knows(std::string_view token) { return sessions_.knows(token, loop_.now()); }

std::optional<Gate::Denied> Gate::must_wait(const base::IpAddress& from) {
  const base::Duration wait = throttle_.wait(from, loop_.now());
  if (wait <= base::Duration::zero()) return std::nullopt;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
  return Denied{429,
                {"wait", fmt::format("Too many wrong tries. Try again in {} s.", seconds.count())},
                wait};
}

// Another may have been quicker while it was hashed.
void Gate::keep_first(const std::string& hash, const Told& told) {
  if (is_claimed()) return told(claimed());
  keep(hash, told);
}

void Gate::keep(const std::string& hash, const Told& told) {
  if (hash.empty())
    return told(denied(503, "no_memory", "The station is short of memory. Try again."));
  if (const auto written = store::replace_file(file_, hash); !written)
    return told(denied(507, "not_stored", "Nothing was set: " + written.error().sentence));
  hash_ = hash;
  sessions_.close_all();
  told(open_session());
}

std::string Gate::open_session() {
  std::string token = random_token();
  sessions_.open(token, loop_.now());
  return token;
}

}  // namespace portero::console
