// The stable words of logs and API for the enumerations of the call, and the sentences for people.
#include "core/call/action.hpp"
#include "core/call/outage.hpp"
#include "core/call/party.hpp"
#include "core/call/record.hpp"

namespace portero::call {

std::string_view name(Route route) {
  switch (route) {
    case Route::sip: return "sip";
    case Route::webrtc: return "webrtc";
  }
  return "";
}

std::string_view name(CallEnd end) {
  switch (end) {
    case CallEnd::operator_hung_up: return "operator_hung_up";
    case CallEnd::ended_on_request: return "ended_on_request";
    case CallEnd::far_side_vanished: return "far_side_vanished";
    case CallEnd::no_answer: return "no_answer";
    case CallEnd::busy: return "busy";
    case CallEnd::failed: return "failed";
    case CallEnd::visitor_cancelled: return "visitor_cancelled";
    case CallEnd::switched_off: return "switched_off";
  }
  return "";
}

std::string_view name(RejectReason reason) {
  switch (reason) {
    case RejectReason::busy: return "busy";
    case RejectReason::forbidden: return "forbidden";
    case RejectReason::not_accepting: return "not_accepting";
    case RejectReason::switched_off: return "switched_off";
    case RejectReason::full: return "full";
  }
  return "";
}

std::string_view name(StopReason reason) {
  switch (reason) {
    case StopReason::answered_elsewhere: return "answered_elsewhere";
    case StopReason::ring_timed_out: return "ring_timed_out";
    case StopReason::visitor_cancelled: return "visitor_cancelled";
    case StopReason::ended_on_request: return "ended_on_request";
    case StopReason::far_side_vanished: return "far_side_vanished";
    case StopReason::switched_off: return "switched_off";
    case StopReason::routes_lost: return "routes_lost";
    case StopReason::call_over: return "call_over";
  }
  return "";
}

std::string_view code(Outage outage) {
  switch (outage) {
    case Outage::starting: return "starting";
    case Outage::no_network: return "no_network";
    case Outage::name_not_found: return "name_not_found";
    case Outage::connection_refused: return "connection_refused";
    case Outage::no_answer: return "no_answer";
    case Outage::certificate_refused: return "certificate_refused";
    case Outage::wrong_credentials: return "wrong_credentials";
    case Outage::account_unknown: return "account_unknown";
    case Outage::signaling_lost: return "signaling_lost";
    case Outage::nobody_ready: return "nobody_ready";
  }
  return "";
}

std::string_view explanation(Outage outage) {
  switch (outage) {
    case Outage::starting: return "The station is starting.";
    case Outage::no_network: return "The station has no network. Check its cable or Wi-Fi.";
    case Outage::name_not_found:
      return "The server's name was not found. Check the address and the DNS server.";
    case Outage::connection_refused:
      return "The server refused the connection. Check its port and the transport.";
    case Outage::no_answer: return "The server does not answer. Check the address and the network.";
    case Outage::certificate_refused:
      return "The server's certificate was refused. Upload its CA or pin the certificate.";
    case Outage::wrong_credentials:
      return "The server rejected the username or password. Check both.";
    case Outage::account_unknown:
      return "The server does not know this account. Create it there or check the username.";
    case Outage::signaling_lost: return "The signaling channel was lost. It is being opened again.";
    case Outage::nobody_ready:
      return "Nobody is ready to answer. Open the console's Answer page and say that you are.";
  }
  return "";
}

}  // namespace portero::call
