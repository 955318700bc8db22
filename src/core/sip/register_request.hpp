#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/sip/digest_client.hpp"
#include "core/sip/message.hpp"
#include "core/sip/name_addr.hpp"
#include "core/sip/server_location.hpp"

// REGISTER as RFC 3261 section 10.2 has it, with the outbound parameters of RFC 5626.
namespace portero::sip {

struct RegistrationAccount {
  Target server;  // of the settings
  DigestAccount credentials;
  // "urn:uuid:f81d4fae-...", the same for the life of the device, so that a registrar that knows
  // outbound replaces the binding of the station's last life. Empty: none is sent.
  std::string instance;
};

// "sip:100@pbx.example.com"
[[nodiscard]] Uri address_of_record(const RegistrationAccount& account);
// The Request-URI: "sip:pbx.example.com:5070", without a user.
[[nodiscard]] Uri registrar_uri(const Target& server);

// Where the server reaches us. TCP and TLS: the address of the flow itself, as the server sees it,
// which is how it finds the connection again, through a NAT too.
[[nodiscard]] NameAddr contact_for(const RegistrationAccount& account, Transport transport,
                                   const base::Endpoint& address, bool outbound);

struct RegisterRequest {
  const RegistrationAccount& account;
  const Uri& registrar;
  std::string call_id;
  std::string tag;
  std::uint32_t sequence;
  NameAddr contact;
  std::optional<NameAddr> stale_contact;  // an older binding of ours, to be removed
  std::uint32_t expires;                  // seconds; 0 removes the contact itself
  bool outbound;
};

// Without Via, which belongs to its transaction, and without credentials.
[[nodiscard]] Request make_register(const RegisterRequest& wanted);

}  // namespace portero::sip
