#include "core/sip/cancel.hpp"

#include "core/sip/fields.hpp"

namespace portero::sip {

Request cancel_of(const Request& invite, const std::vector<Reason>& reasons) {
  Request cancel{.method = MethodId::cancel, .uri = invite.uri, .headers = {}, .body = {}};
  const auto copy = [&](HeaderId id) {
    for (const std::string_view value : invite.headers.all(id)) cancel.headers.append(id, value);
  };
  copy(HeaderId::via);
  copy(HeaderId::route);
  cancel.headers.append(HeaderId::max_forwards, "70");
  copy(HeaderId::from);
  copy(HeaderId::to);
  copy(HeaderId::call_id);
  if (const auto number = cseq(invite.headers))
    cancel.headers.append(HeaderId::cseq, to_string(CSeq{number->number, MethodId::cancel}));
  append_reasons(cancel.headers, reasons);
  return cancel;
}

void append_reasons(Headers& headers, const std::vector<Reason>& reasons) {
  for (const Reason& reason : reasons) headers.append(HeaderId::reason, to_string(reason));
}

Reason completed_elsewhere() { return {"SIP", 200, "Call completed elsewhere"}; }

}  // namespace portero::sip
