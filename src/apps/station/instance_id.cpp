#include "apps/station/instance_id.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <span>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/assert.hpp"
#include "base/hex.hpp"
#include "core/sip/random_hex.hpp"
#include "io/phone/entropy.hpp"

namespace portero::station {
namespace {

constexpr std::string_view purpose = "portero-station +sip.instance";
constexpr std::size_t machine_id_digits = 32;

// Of machine-id(5); empty where it is missing or not initialized.
std::string read_machine_id(const std::filesystem::path& path) {
  std::string id;
  std::ifstream{path} >> id;
  const bool valid = id.size() == machine_id_digits &&
                     std::ranges::all_of(id, [](unsigned char c) { return std::isxdigit(c); });
  return valid ? id : "";
}

// As machine-id(5) demands: nobody who sees the hash learns the id. 64 digits.
std::string keyed_hash(const std::string& key) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  const auto* const done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                                reinterpret_cast<const std::uint8_t*>(purpose.data()),
                                purpose.size(), hash.data(), &size);
  PORTERO_ASSERT(done != nullptr, "OpenSSL has SHA-256");
  return base::to_hex(std::span{hash}.first(size));
}

}  // namespace

std::string instance_id(const std::filesystem::path& machine_id) {
  const std::string machine = read_machine_id(machine_id);
  std::string hex = machine.empty() ? sip::random_hex(phone::random_word()) +
                                          sip::random_hex(phone::random_word())
                                    : keyed_hash(machine);
  // RFC 9562: of version 4 and of the usual variant.
  hex[12] = '4';
  hex[16] = 'a';
  const std::string_view digits = hex;
  return fmt::format("urn:uuid:{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                     digits.substr(12, 4), digits.substr(16, 4), digits.substr(20, 12));
}

}  // namespace portero::station
