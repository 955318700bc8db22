#include "core/sip/stun.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::sip {
namespace {

constexpr std::uint32_t magic_cookie = 0x2112a442;
constexpr std::size_t header_bytes = 20;

constexpr std::uint16_t binding_method = 0x0001;
constexpr std::uint16_t class_mask = 0x0110;

constexpr std::uint16_t mapped_address = 0x0001;
constexpr std::uint16_t xor_mapped_address = 0x0020;
constexpr std::uint8_t ipv4_family = 1;
constexpr std::uint8_t ipv6_family = 2;

std::uint16_t class_bits(StunClass kind) {
  switch (kind) {
    case StunClass::request: return 0x0000;
    case StunClass::indication: return 0x0010;
    case StunClass::success: return 0x0100;
    case StunClass::error: return 0x0110;
  }
  return 0;
}

StunClass class_of(std::uint16_t type) {
  for (const StunClass kind : {StunClass::indication, StunClass::success, StunClass::error})
    if ((type & class_mask) == class_bits(kind)) return kind;
  return StunClass::request;
}

// What addresses are XORed with: the cookie, then the transaction id (RFC 8489 section 14.2).
std::array<std::uint8_t, 16> address_mask(const StunTransactionId& transaction) {
  std::array<std::uint8_t, 16> mask{0x21, 0x12, 0xa4, 0x42};
  std::ranges::copy(transaction, mask.begin() + 4);
  return mask;
}

template <std::size_t Size>
base::IpAddress masked(base::ByteView bytes, base::ByteView mask) {
  std::array<std::uint8_t, Size> out{};
  for (std::size_t i = 0; i < Size; ++i) out[i] = bytes[i] ^ mask[i];
  return base::IpAddress{out};
}

std::optional<base::Endpoint> parse_address(base::ByteView value, base::ByteView mask) {
  base::ByteReader reader{value};
  const auto unused = reader.u8();
  const auto family = reader.u8();
  const auto port = reader.u16();
  if (!unused || !family || !port) return std::nullopt;
  const auto clear_port = static_cast<std::uint16_t>(*port ^ (mask[0] << 8 | mask[1]));
  const base::ByteView rest = reader.rest();
  if (*family == ipv4_family && rest.size() == 4)
    return base::Endpoint{masked<4>(rest, mask), clear_port};
  if (*family == ipv6_family && rest.size() == 16)
    return base::Endpoint{masked<16>(rest, mask), clear_port};
  return std::nullopt;
}

std::size_t padded(std::size_t size) { return (size + 3) / 4 * 4; }

std::unexpected<SyntaxError> wrong(std::string_view what, base::ByteView datagram,
                                   const base::ByteReader& reader) {
  return std::unexpected{SyntaxError{what, datagram.size() - reader.rest().size()}};
}

}  // namespace

bool looks_like_stun(base::ByteView datagram) {
  base::ByteReader reader{datagram};
  const auto type_and_length = reader.u32();
  return datagram.size() >= header_bytes && type_and_length && *type_and_length >> 30 == 0 &&
         reader.u32() == magic_cookie;
}

Parsed<StunBinding> parse_stun(base::ByteView datagram) {
  base::ByteReader reader{datagram};
  if (datagram.size() > max_stun_bytes || !looks_like_stun(datagram))
    return wrong("expected STUN", datagram, reader);
  const std::uint16_t type = reader.u16().value_or(0);
  if ((type & ~class_mask) != binding_method) return wrong("expected a Binding", datagram, reader);
  if (reader.u16() != datagram.size() - header_bytes)
    return wrong("expected the length of the datagram", datagram, reader);
  static_cast<void>(reader.u32());

  StunBinding binding{.kind = class_of(type)};
  std::ranges::copy(reader.bytes(12).value_or(base::ByteView{}), binding.transaction.begin());
  const auto mask = address_mask(binding.transaction);
  constexpr std::array<std::uint8_t, 16> no_mask{};
  bool exact = false;
  while (!reader.empty()) {
    const auto attribute = reader.u16();
    const auto length = reader.u16();
    if (!attribute || !length) return wrong("expected an attribute", datagram, reader);
    const auto value = reader.bytes(padded(*length));
    if (!value) return wrong("expected the value of an attribute", datagram, reader);
    const bool is_xored = *attribute == xor_mapped_address;
    // The plain one is for servers of RFC 3489; a NAT that rewrites addresses in packets spoils it.
    if (exact || (!is_xored && *attribute != mapped_address)) continue;
    binding.mapped = parse_address(value->first(*length), is_xored ? mask : no_mask);
    if (!binding.mapped) return wrong("expected an address", datagram, reader);
    exact = is_xored;
  }
  return binding;
}

std::vector<std::uint8_t> to_bytes(const StunBinding& binding) {
  base::ByteWriter attributes{max_stun_bytes};
  bool fits = true;
  if (binding.mapped) {
    const auto mask = address_mask(binding.transaction);
    const base::IpAddress& address = binding.mapped->address;
    fits &= attributes.u16(xor_mapped_address);
    fits &= attributes.u16(static_cast<std::uint16_t>(4 + address.bytes().size()));
    fits &= attributes.u8(0);
    fits &= attributes.u8(address.is_v4() ? ipv4_family : ipv6_family);
    fits &= attributes.u16(static_cast<std::uint16_t>(binding.mapped->port ^ magic_cookie >> 16));
    for (std::size_t i = 0; i < address.bytes().size(); ++i)
      fits &= attributes.u8(address.bytes()[i] ^ mask[i]);
  }
  base::ByteWriter message{max_stun_bytes};
  fits &= message.u16(binding_method | class_bits(binding.kind));
  fits &= message.u16(static_cast<std::uint16_t>(attributes.written().size()));
  fits &= message.u32(magic_cookie);
  fits &= message.bytes(binding.transaction);
  fits &= message.bytes(attributes.written());
  PORTERO_ASSERT(fits, "a Binding is far smaller than max_stun_bytes");
  const base::ByteView written = message.written();
  return {written.begin(), written.end()};
}

}  // namespace portero::sip
