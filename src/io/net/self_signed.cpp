#include "io/net/self_signed.hpp"

#include <array>
#include <cstdint>
#include <tuple>
#include <utility>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/rand.h>

#include "io/net/openssl_pointers.hpp"
#include "io/net/pem.hpp"

namespace portero::net {
namespace {

constexpr std::size_t serial_bytes = 16;  // RFC 5280 section 4.1.2.2: at most 20
constexpr const char* first_moment = "20200101000000Z";
constexpr const char* last_moment = "20491231235959Z";

using OwnedExtension = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using OwnedName = Owned<GENERAL_NAME, GENERAL_NAME_free>;
using OwnedNumber = Owned<BIGNUM, BN_free>;

bool set_serial(X509& certificate) {
  std::array<std::uint8_t, serial_bytes> random{};
  if (RAND_bytes(random.data(), random.size()) != 1) return false;
  random[0] = (random[0] & 0x7F) | 0x40;  // positive, and of full length
  const OwnedNumber number{BN_bin2bn(random.data(), random.size(), nullptr)};
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr;
}

bool set_names(X509& certificate, const std::string& common_name) {
  X509_NAME* const name = X509_get_subject_name(&certificate);
  const auto* const text = reinterpret_cast<const unsigned char*>(common_name.data());
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text,
                                    static_cast<int>(common_name.size()), -1, 0) == 1 &&
         X509_set_issuer_name(&certificate, name) == 1;
}

bool add_extension(X509& certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const OwnedExtension extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
  return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

bool add_name(GENERAL_NAMES& names, int kind, base::ByteView bytes) {
  OwnedName name{GENERAL_NAME_new()};
  const int type = kind == GEN_DNS ? V_ASN1_IA5STRING : V_ASN1_OCTET_STRING;
  ASN1_STRING* const text = ASN1_STRING_type_new(type);
  if (!name || text == nullptr) return false;
  GENERAL_NAME_set0_value(name.get(), kind, text);
  const bool is_added = ASN1_STRING_set(text, bytes.data(), static_cast<int>(bytes.size())) == 1 &&
                        sk_GENERAL_NAME_push(&names, name.get()) > 0;
  if (is_added) std::ignore = name.release();  // the list has it
  return is_added;
}

// Each as a value of its own: in one text, a comma in a name would begin another.
bool add_alternative_names(X509& certificate, const SelfSigned& plan) {
  const OwnedNames names{GENERAL_NAMES_new()};
  if (!names) return false;
  for (const std::string& name : plan.names) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(name.data());
    if (!add_name(*names, GEN_DNS, {bytes, name.size()})) return false;
  }
  for (const base::IpAddress& address : plan.addresses)
    if (!add_name(*names, GEN_IPADD, address.bytes())) return false;
  return sk_GENERAL_NAME_num(names.get()) == 0 ||
         X509_add1_ext_i2d(&certificate, NID_subject_alt_name, names.get(), 0, 0) == 1;
}

bool fill_in(X509& certificate, EVP_PKEY* key, const SelfSigned& plan) {
  return X509_set_version(&certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
         ASN1_TIME_set_string_X509(X509_getm_notBefore(&certificate), first_moment) == 1 &&
         ASN1_TIME_set_string_X509(X509_getm_notAfter(&certificate), last_moment) == 1 &&
         set_names(certificate, plan.common_name) && X509_set_pubkey(&certificate, key) == 1 &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_alternative_names(certificate, plan) && X509_sign(&certificate, key, EVP_sha256()) > 0;
}

}  // namespace

std::expected<TlsIdentity, std::string> make_self_signed(const SelfSigned& plan) {
  const OwnedKey key{EVP_EC_gen("P-256")};
  const OwnedCertificate certificate{X509_new()};
  if (!key || !certificate || !fill_in(*certificate, key.get(), plan))
    return std::unexpected{"No certificate can be made for " + plan.common_name + "."};
  return TlsIdentity{to_pem(*certificate), to_pem(*key)};
}

}  // namespace portero::net
