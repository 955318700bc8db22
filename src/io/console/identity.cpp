#include "io/console/identity.hpp"

#include <array>
#include <climits>
#include <optional>
#include <unistd.h>
#include <utility>

#include "io/net/pem.hpp"
#include "io/net/self_signed.hpp"
#include "io/store/file.hpp"

namespace portero::console {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_file_bytes = std::size_t{256} * 1024;

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "portero";
  return name.data();
}

std::expected<Identity, std::string> with_fingerprint(net::TlsIdentity identity,
                                                      const fs::path& file) {
  const auto certificates = net::read_certificates(identity.certificates_pem);
  if (!certificates) return std::unexpected{file.string() + ": " + certificates.error() + "."};
  const auto fingerprint = net::fingerprint_of(*certificates->front());
  if (!fingerprint) return std::unexpected{file.string() + " has no fingerprint."};
  return Identity{std::move(identity), *fingerprint};
}

// The key first: a certificate without its key would be in the way of another try.
std::expected<net::TlsIdentity, std::string> made_in(const fs::path& folder) {
  const std::string host = host_name();
  auto made = net::make_self_signed({.common_name = host.substr(0, 64), .names = {host}});
  if (!made) return made;
  for (const auto& [file, text] :
       {std::pair{key_file, &made->key_pem}, std::pair{certificate_file, &made->certificates_pem}})
    if (const auto written = store::replace_file(folder / file, *text); !written)
      return std::unexpected{written.error().sentence};
  return made;
}

}  // namespace

std::expected<Identity, std::string> identity_in(const fs::path& folder) {
  const auto certificate = store::read_file(folder / certificate_file, max_file_bytes);
  if (!certificate) return std::unexpected{certificate.error().sentence};
  const auto key = store::read_file(folder / key_file, max_file_bytes);
  if (!key) return std::unexpected{key.error().sentence};
  const net::TlsIdentity kept{certificate->value_or(""), key->value_or("")};
  const bool is_whole = !kept.certificates_pem.empty() && !kept.key_pem.empty();
  auto tls = is_whole ? std::expected<net::TlsIdentity, std::string>{kept} : made_in(folder);
  if (!tls) return std::unexpected{tls.error()};
  return with_fingerprint(*std::move(tls), folder / certificate_file);
}

std::optional<net::Validity> validity_in(const fs::path& folder) {
  const auto text = store::read_file(folder / certificate_file, max_file_bytes);
  const auto certificates = net::read_certificates(text ? text->value_or("") : "");
  return certificates ? net::validity_of(*certificates->front()) : std::nullopt;
}

}  // namespace portero::console
