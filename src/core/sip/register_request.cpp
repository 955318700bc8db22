#include "core/sip/register_request.hpp"

#include "core/sip/fields.hpp"

namespace portero::sip {

Uri address_of_record(const RegistrationAccount& account) {
  Uri uri;
  uri.user = percent_encoded_user(account.credentials.username);
  uri.host = account.server.host;
  return uri;
}

Uri registrar_uri(const Target& server) {
  Uri uri;
  uri.host = server.host;
  uri.port = server.port;
  return uri;
}

NameAddr contact_for(const RegistrationAccount& account, Transport transport,
                     const base::Endpoint& address, bool outbound) {
  NameAddr contact;
  contact.uri.user = percent_encoded_user(account.credentials.username);
  contact.uri.host = base::to_string(address.address);
  contact.uri.port = address.port;
  if (transport != Transport::udp)
    contact.uri.parameters.set("transport", to_lower(name(transport)));
  if (outbound && !account.instance.empty()) {
    contact.parameters.set(
        {.name = "+sip.instance", .value = "<" + account.instance + ">", .quoted = true});
    contact.parameters.set("reg-id", "1");
  }
  return contact;
}

Request make_register(const RegisterRequest& wanted) {
  const NameAddr record{.uri = address_of_record(wanted.account)};
  NameAddr from = record;
  from.parameters.set("tag", wanted.tag);

  Request request{
      .method = MethodId::register_, .uri = wanted.registrar, .headers = {}, .body = {}};
  Headers& headers = request.headers;
  headers.append(HeaderId::max_forwards, "70");
  headers.append(HeaderId::from, to_string(from));
  headers.append(HeaderId::to, to_string(record));
  headers.append(HeaderId::call_id, wanted.call_id);
  headers.append(HeaderId::cseq, to_string(CSeq{wanted.sequence, MethodId::register_}));
  headers.append(HeaderId::contact, to_string(wanted.contact));
  if (wanted.stale_contact) {
    NameAddr stale{.uri = wanted.stale_contact->uri};
    stale.parameters.set("expires", "0");
    headers.append(HeaderId::contact, to_string(stale));
  }
  headers.append(HeaderId::expires, std::to_string(wanted.expires));
  if (wanted.outbound) headers.append(HeaderId::supported, "outbound, path");
  return request;
}

}  // namespace portero::sip
