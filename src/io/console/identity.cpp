#include "io/console/identity.hpp"

#include <array>
#include <climits>
#include <unistd.h>
#include <utility>

#include "io/net/fingerprint.hpp"
#include "io/net/pem.hpp"
#include "io/net/self_signed.hpp"
#include "io/net/server_identity.hpp"
#include "io/store/file.hpp"

namespace portero::console {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_file_bytes = std::size_t{256} * 1024;

// Empty where there is no such file.
std::expected<std::string, std::string> text_of(const fs::path& file) {
  auto text = store::read_file(file, max_file_bytes);
  if (!text) return std::unexpected{text.error().sentence};
  return std::move(*text).value_or("");
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "portero";
  return name.data();
}

std::expected<Identity, std::string> served(const net::TlsIdentity& identity, const fs::path& file,
                                            bool self_made) {
  const auto certificates = net::read_certificates(identity.certificates_pem);
  if (!certificates) return std::unexpected{file.string() + ": " + certificates.error() + "."};
  const X509& first = *certificates->front();
  const auto fingerprint = net::fingerprint_of(first);
  if (!fingerprint) return std::unexpected{file.string() + " has no fingerprint."};
  auto tls = net::TlsServer::make(identity);
  if (!tls) return std::unexpected{file.string() + ": " + tls.error()};
  return Identity{.tls = *std::move(tls),
                  .told = {.self_made = self_made,
                           .names = net::hosts_of(first),
                           .issuer = net::issuer_of(first),
                           .from = net::valid_from(first),
                           .until = net::valid_until(first),
                           .fingerprint = net::to_string(*fingerprint)}};
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

std::expected<Identity, std::string> self_made_in(const fs::path& folder) {
  const auto certificate = text_of(folder / certificate_file);
  if (!certificate) return std::unexpected{certificate.error()};
  const auto key = text_of(folder / key_file);
  if (!key) return std::unexpected{key.error()};
  const bool is_whole = !certificate->empty() && !key->empty();
  const auto tls = is_whole ? std::expected<net::TlsIdentity, std::string>{{*certificate, *key}}
                            : made_in(folder);
  if (!tls) return std::unexpected{tls.error()};
  return served(*tls, folder / certificate_file, true);
}

control::Refused not_stored(const store::FileFailure& why) {
  return {"not_stored", "Nothing was changed: " + why.sentence + "."};
}

}  // namespace

std::expected<Identity, std::string> identity_in(const fs::path& folder) {
  const fs::path file = folder / given_file;
  const auto given = text_of(file);
  if (given && given->empty()) return self_made_in(folder);
  auto identity = given ? served({*given, *given}, file, false) : std::unexpected{given.error()};
  if (identity) return identity;
  auto instead = self_made_in(folder);
  if (instead) instead->trouble = identity.error();
  return instead;
}

std::expected<void, control::Refused> keep_given(const fs::path& folder,
                                                 const control::UseCertificate& given,
                                                 std::chrono::sys_seconds now) {
  const auto checked = net::checked_identity({given.certificate, given.key}, now);
  if (!checked) {
    const auto& [part, sentence] = checked.error();
    const std::string field = part == net::IdentityPart::key ? "key" : "certificate";
    return std::unexpected{control::Refused{
        "wrong_certificate", "Nothing was changed: " + sentence, {{field, sentence}}}};
  }
  const auto written =
      store::replace_file(folder / given_file, checked->certificates_pem + checked->key_pem);
  if (!written) return std::unexpected{not_stored(written.error())};
  return {};
}

std::expected<void, control::Refused> forget_given(const fs::path& folder) {
  const auto written = store::replace_file(folder / given_file, "");
  if (!written) return std::unexpected{not_stored(written.error())};
  return {};
}

std::optional<net::Validity> validity_in(const fs::path& folder) {
  for (const char* const file : {given_file, certificate_file}) {
    const auto certificates = net::read_certificates(text_of(folder / file).value_or(""));
    if (certificates) return net::validity_of(*certificates->front());
  }
  return std::nullopt;
}

}  // namespace portero::console
