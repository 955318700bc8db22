#include "io/net/certificate.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

#include "base/ip_address.hpp"

namespace portero::net {
namespace {

constexpr std::size_t max_names_told = 5;
constexpr std::size_t max_name_bytes = 253;

std::string printable(std::string_view text) {
  std::string safe{text.substr(0, max_name_bytes)};
  std::ranges::replace_if(safe, [](char c) { return c < ' ' || c > '~'; }, '?');
  return safe;
}

std::string_view text_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string address_text(const ASN1_STRING* string) {
  const std::string_view bytes = text_of(string);
  if (base::IpAddress::V4 v4; bytes.size() == v4.size()) {
    std::ranges::transform(bytes, v4.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return to_string(base::IpAddress{v4});
  }
  if (base::IpAddress::V6 v6; bytes.size() == v6.size()) {
    std::ranges::transform(bytes, v6.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return to_string(base::IpAddress{v6});
  }
  return "a damaged address";
}

struct AlternativeNames {
  std::vector<std::string> hosts;  // names and addresses
  std::vector<std::string> uris;
};

AlternativeNames alternative_names(const X509& certificate) {
  AlternativeNames names;
  const OwnedNames all{static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr))};
  for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(all.get(), i);
    if (name->type == GEN_DNS) names.hosts.push_back(printable(text_of(name->d.dNSName)));
    if (name->type == GEN_IPADD) names.hosts.push_back(address_text(name->d.iPAddress));
    if (name->type == GEN_URI)
      names.uris.push_back(printable(text_of(name->d.uniformResourceIdentifier)));
  }
  return names;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

std::string common_name(const X509_NAME* name) {
  std::array<char, max_name_bytes + 1> text{};
  const int size = X509_NAME_get_text_by_NID(name, NID_commonName, text.data(), text.size());
  if (size > 0) return printable({text.data(), static_cast<std::size_t>(size)});
  const OwnedText line{X509_NAME_oneline(name, nullptr, 0)};
  return line ? printable(line.get()) : "";
}

std::optional<std::chrono::sys_seconds> time_of(const ASN1_TIME* time) {
  std::tm date{};
  if (ASN1_TIME_to_tm(time, &date) != 1) return std::nullopt;
  return std::chrono::sys_seconds{std::chrono::seconds{timegm(&date)}};
}

std::string date_text(const ASN1_TIME* time) {
  std::tm date{};
  if (ASN1_TIME_to_tm(time, &date) != 1) return "an unknown date";
  std::array<char, 16> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%F", &date)};
}

}  // namespace

bool is_issued_for(X509& certificate, std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty()) return false;
  const std::string name{host};
  if (base::IpAddress::parse(host)) return X509_check_ip_asc(&certificate, name.c_str(), 0) == 1;
  constexpr unsigned flags =
      X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  if (X509_check_host(&certificate, name.data(), name.size(), flags, nullptr) == 1) return true;
  return std::ranges::any_of(alternative_names(certificate).uris, [&](std::string_view uri) {
    return equal_ignoring_case(uri, "sip:" + name);
  });
}

std::vector<std::string> hosts_of(const X509& certificate) {
  return alternative_names(certificate).hosts;
}

std::string issued_for(const X509& certificate) {
  AlternativeNames names = alternative_names(certificate);
  std::ranges::move(names.uris, std::back_inserter(names.hosts));
  if (names.hosts.empty()) return "nobody: only its common name says " + subject_of(certificate);
  std::string list;
  for (std::size_t i = 0; i < std::min(names.hosts.size(), max_names_told); ++i)
    list += (i > 0 ? ", " : "") + names.hosts[i];
  return names.hosts.size() > max_names_told ? list + ", ..." : list;
}

std::string subject_of(const X509& certificate) {
  return common_name(X509_get_subject_name(&certificate));
}

std::string issuer_of(const X509& certificate) {
  return common_name(X509_get_issuer_name(&certificate));
}

std::string valid_from(const X509& certificate) {
  return date_text(X509_get0_notBefore(&certificate));
}

std::string valid_until(const X509& certificate) {
  return date_text(X509_get0_notAfter(&certificate));
}

std::optional<Validity> validity_of(const X509& certificate) {
  const auto from = time_of(X509_get0_notBefore(&certificate));
  const auto until = time_of(X509_get0_notAfter(&certificate));
  if (!from || !until) return std::nullopt;
  return Validity{*from, *until};
}

std::optional<CertificateFingerprint> fingerprint_of(const X509& certificate) {
  CertificateFingerprint fingerprint{};
  unsigned size = 0;
  if (X509_digest(&certificate, EVP_sha256(), fingerprint.data(), &size) != 1) return std::nullopt;
  return fingerprint;
}

}  // namespace portero::net
