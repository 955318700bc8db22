#include "core/ice/stun_signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/assert.hpp"

namespace portero::ice {
namespace {

constexpr std::size_t attribute_header_bytes = 4;
constexpr std::size_t fingerprint_bytes = 4;
constexpr std::uint32_t fingerprint_mask = 0x5354554e;
constexpr std::uint32_t crc_polynomial = 0xedb88320;  // ITU V.42, reflected

void set_length(StunMessage& message, std::size_t attributes) {
  message[2] = static_cast<std::uint8_t>(attributes >> 8U);
  message[3] = static_cast<std::uint8_t>(attributes);
}

// As if the attribute that is to be computed stood behind it already.
StunMessage ending_with(base::ByteView before, std::size_t value_bytes) {
  PORTERO_ASSERT(before.size() >= stun_header_bytes, "a STUN message has a header");
  StunMessage message{before.begin(), before.end()};
  set_length(message, message.size() - stun_header_bytes + attribute_header_bytes + value_bytes);
  return message;
}

}  // namespace

Integrity integrity_of(base::ByteView before, std::string_view password) {
  const StunMessage message = ending_with(before, integrity_bytes);
  Integrity integrity{};
  unsigned size = 0;
  const unsigned char* const done =
      HMAC(EVP_sha1(), password.data(), static_cast<int>(password.size()), message.data(),
           message.size(), integrity.data(), &size);
  PORTERO_ASSERT(done != nullptr && size == integrity.size(), "OpenSSL has HMAC-SHA1");
  return integrity;
}

std::uint32_t fingerprint_of(base::ByteView before) {
  std::uint32_t crc = ~0U;
  for (const std::uint8_t byte : ending_with(before, fingerprint_bytes)) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc & 1U) != 0 ? (crc >> 1U) ^ crc_polynomial : crc >> 1U;
  }
  return ~crc ^ fingerprint_mask;
}

void append_attribute(StunMessage& message, std::uint16_t type, base::ByteView value) {
  for (const std::size_t part : {std::size_t{type}, value.size()}) {
    message.push_back(static_cast<std::uint8_t>(part >> 8U));
    message.push_back(static_cast<std::uint8_t>(part));
  }
  message.insert(message.end(), value.begin(), value.end());
  while (message.size() % 4 != 0) message.push_back(0);
  set_length(message, message.size() - stun_header_bytes);
}

void append_integrity(StunMessage& message, std::string_view password) {
  const Integrity integrity = integrity_of(message, password);
  append_attribute(message, message_integrity, integrity);
}

void append_fingerprint(StunMessage& message) {
  const std::uint32_t value = fingerprint_of(message);
  std::array<std::uint8_t, fingerprint_bytes> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes.at(i) = static_cast<std::uint8_t>(value >> (24U - 8U * i));
  append_attribute(message, fingerprint, bytes);
}

}  // namespace portero::ice
