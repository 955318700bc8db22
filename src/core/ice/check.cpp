#include "core/ice/check.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/ice/stun_signature.hpp"
#include "core/sip/stun.hpp"

namespace portero::ice {
namespace {

constexpr std::uint16_t username = 0x0006;
constexpr std::uint16_t error_code = 0x0009;
constexpr std::uint16_t unknown_attributes = 0x000a;
constexpr std::uint16_t priority = 0x0024;
constexpr std::uint16_t use_candidate = 0x0025;
constexpr std::uint16_t ice_controlled = 0x8029;
constexpr std::uint16_t first_optional = 0x8000;  // from here on, who does not know it goes on
// Of RFC 8489, which have no meaning in a check but are known.
constexpr std::array<std::uint16_t, 6> meaningless{0x0001, 0x0014, 0x0015, 0x001c, 0x001d, 0x001e};

constexpr std::size_t max_unknown = 8;  // that are named in an answer

constexpr int bad_request = 400;
constexpr int unauthenticated = 401;
constexpr int unknown_attribute = 420;
constexpr int role_conflict = 487;

struct Check {
  std::optional<std::string> username{};
  std::optional<Integrity> integrity{};
  std::size_t signed_bytes = 0;
  bool use_candidate = false;
  bool is_controlled = false;
  bool is_stun = true;  // as far as a fingerprint can tell
  std::vector<std::uint16_t> unknown{};
};

void note(Check& check, std::uint16_t type, base::ByteView value) {
  if (type == username) check.username.emplace(value.begin(), value.end());
  if (type == use_candidate) check.use_candidate = true;
  if (type == ice_controlled) check.is_controlled = true;
  const bool is_known = type >= first_optional || type == username || type == priority ||
                        type == use_candidate ||
                        std::ranges::find(meaningless, type) != meaningless.end();
  if (!is_known && check.unknown.size() < max_unknown) check.unknown.push_back(type);
}

// The attributes of a message whose shape parse_stun has found right. Behind MESSAGE-INTEGRITY
// nothing counts but FINGERPRINT.
Check attributes_of(base::ByteView datagram) {
  Check check;
  base::ByteReader reader{datagram.subspan(stun_header_bytes)};
  while (!reader.empty()) {
    const std::size_t at = datagram.size() - reader.rest().size();
    const std::uint16_t type = reader.u16().value_or(0);
    const std::size_t length = reader.u16().value_or(0);
    const auto padded = reader.bytes((length + 3) / 4 * 4);
    if (!padded) break;
    const base::ByteView value = padded->first(length);
    if (type == fingerprint) {
      base::ByteReader shown{value};
      check.is_stun = shown.u32() == fingerprint_of(datagram.first(at));
    } else if (check.integrity) {
      continue;
    } else if (type == message_integrity && length == integrity_bytes) {
      std::ranges::copy(value, check.integrity.emplace().begin());
      check.signed_bytes = at;
    } else {
      note(check, type, value);
    }
  }
  return check;
}

bool same(const Integrity& left, const Integrity& right) {
  unsigned difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) difference |= left.at(i) ^ right.at(i);
  return difference == 0;
}

struct Signed {
  const sip::StunBinding& request;
  const Credentials* by;  // nullptr where the sender has not proven to know them
};

Reply refusal(const Signed& to, int code, std::span<const std::uint16_t> unknown = {}) {
  Reply reply{.outcome = Outcome::refused,
              .answer = sip::to_bytes({sip::StunClass::error, to.request.transaction, {}})};
  const std::array<std::uint8_t, 4> error{0, 0, static_cast<std::uint8_t>(code / 100),
                                          static_cast<std::uint8_t>(code % 100)};
  append_attribute(reply.answer, error_code, error);
  std::vector<std::uint8_t> types;
  for (const std::uint16_t type : unknown) {
    types.push_back(static_cast<std::uint8_t>(type >> 8U));
    types.push_back(static_cast<std::uint8_t>(type));
  }
  if (!types.empty()) append_attribute(reply.answer, unknown_attributes, types);
  if (to.by != nullptr) append_integrity(reply.answer, to.by->password);
  append_fingerprint(reply.answer);
  return reply;
}

}  // namespace

Reply reply_to(base::ByteView datagram, const base::Endpoint& source,
               const Credentials& credentials) {
  const auto request = sip::parse_stun(datagram);
  if (!request || request->kind != sip::StunClass::request) return {};
  const Check check = attributes_of(datagram);
  if (!check.is_stun) return {};
  if (!check.username || !check.integrity) return refusal({*request, nullptr}, bad_request);
  const Integrity right = integrity_of(datagram.first(check.signed_bytes), credentials.password);
  if (*check.username != credentials.ufrag + ":" + credentials.remote_ufrag ||
      !same(*check.integrity, right))
    return refusal({*request, nullptr}, unauthenticated);
  if (!check.unknown.empty())
    return refusal({*request, &credentials}, unknown_attribute, check.unknown);
  // Whoever is lite is led (RFC 8445 section 6.1.1).
  if (check.is_controlled) return refusal({*request, &credentials}, role_conflict);

  Reply reply{.outcome = check.use_candidate ? Outcome::nominated : Outcome::passed,
              .answer = sip::to_bytes({sip::StunClass::success, request->transaction, source})};
  append_integrity(reply.answer, credentials.password);
  append_fingerprint(reply.answer);
  return reply;
}

}  // namespace portero::ice
