#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "core/diagnostics/verdict.hpp"

namespace portero::diagnostics {
namespace {

using enum Outcome;
using transport::FailureKind;

std::string in_time(base::Duration took) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  return ms < 1000 ? fmt::format("{} ms", ms)
                   : fmt::format("{:.1f} s", static_cast<double>(ms) / 1000);
}

std::string listed(const std::vector<base::IpAddress>& addresses) {
  std::string all;
  for (const base::IpAddress& address : addresses)
    all += (all.empty() ? "" : ", ") + base::to_string(address);
  return all;
}

// "192.0.2.53:53 does not answer"
std::string failure_of(const NameAnswer& answer) {
  const std::string server = base::to_string(answer.server);
  if (answer.addresses) return server + " has no address for it";
  if (answer.addresses.error() == dns::Failure::not_found) return server + " does not know it";
  return server + " gave no answer" + (answer.why_not.empty() ? "" : " (" + answer.why_not + ")");
}

Verdict found_by(const NameLookup& lookup) {
  const NameAnswer& last = lookup.answers.back();
  Verdict verdict{
      pass, fmt::format("{} is {}, told by the name server {} in {}.", lookup.host,
                        listed(*last.addresses), base::to_string(last.server), in_time(last.took))};
  if (last.took >= slow_lookup) {
    verdict.outcome = warn;
    verdict.advice = "The DNS server from DHCP may be wrong; set one by hand.";
  }
  if (lookup.answers.size() > 1) {
    const NameAnswer& first = lookup.answers.front();
    verdict.outcome = warn;
    verdict.found += fmt::format(" Before that, {}.", failure_of(first));
    verdict.advice = fmt::format("Set another DNS server in the place of {}.",
                                 base::to_string(first.server.address));
  }
  return verdict;
}

std::string certificate_advice(FailureKind kind) {
  if (kind == FailureKind::certificate_expired) return "Renew the certificate on the SIP server.";
  if (kind == FailureKind::certificate_not_yet_valid)
    return "Check the clock of the station, then that of the SIP server.";
  if (kind == FailureKind::certificate_for_another_name)
    return "Set the SIP server address to a name that the certificate is for.";
  if (kind == FailureKind::certificate_not_the_pinned_one)
    return "If the server's certificate was replaced, pin the new one.";
  if (kind == FailureKind::our_certificate_refused)
    return "Check the client certificate in the settings: the SIP server does not take it.";
  return "Upload the CA that signed it, or pin this certificate, under TLS verification.";
}

bool is_one_of(FailureKind kind, std::initializer_list<FailureKind> kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

std::string advice_for(const Reach& reach, FailureKind kind) {
  using enum FailureKind;
  const std::string_view by = sip::name(reach.transport);
  if (transport::is_about_their_certificate(kind) || kind == our_certificate_refused)
    return certificate_advice(kind);
  if (is_one_of(kind, {refused, reset, closed_by_peer}))
    return fmt::format("Check that a SIP server runs there and listens at port {} for {}.",
                       reach.server.port, by);
  if (is_one_of(kind, {network_unreachable, host_unreachable, address_not_available}))
    return "Check the network cable, the address and the router of the station.";
  if (is_one_of(kind, {tls_protocol, unintelligible}))
    return fmt::format("Port {} may be for another transport: check the port of the address.",
                       reach.server.port);
  return fmt::format(
      "Check the SIP server address, and that no firewall on the way drops port {} ({}).",
      reach.server.port, by);
}

Verdict refused_sign_in(const sip::RegistrationFailure& failure) {
  const auto with = [&](std::string advice) {
    const std::string status = failure.status == 0 ? "" : fmt::format(" ({})", failure.status);
    return Verdict{fail, fmt::format("Sign in failed{}. {}", status, failure.sentence),
                   std::move(advice)};
  };
  switch (failure.trouble) {
    case sip::RegistrationTrouble::wrong_credentials:
      return with("Check the device username and the password, then test again.");
    case sip::RegistrationTrouble::account_unknown:
      return with("Check the device username: the server has no such account.");
    case sip::RegistrationTrouble::name_not_found: return with("Mend the name lookup first.");
    case sip::RegistrationTrouble::no_network: return with("Check the network of the station.");
    case sip::RegistrationTrouble::certificate_refused:
      return with("See what is said of TLS above.");
    case sip::RegistrationTrouble::no_answer:
    case sip::RegistrationTrouble::refused:
      return with("See above whether the server is reached; try another transport.");
  }
  return with("");
}

}  // namespace

Verdict verdict(const NameLookup& lookup) {
  if (const auto address = base::IpAddress::parse(lookup.host))
    return {pass, fmt::format("The SIP server is set by its address, {}: no name is looked up.",
                              lookup.host)};
  if (lookup.in_hosts_file)
    return {pass, fmt::format("{} stands in the file /etc/hosts of the station: no name server is "
                              "asked.",
                              lookup.host)};
  if (lookup.answers.empty())
    return {fail,
            fmt::format("{} cannot be looked up: the station knows no name server.", lookup.host),
            "Set a DNS server by hand, or let DHCP tell one."};
  const NameAnswer& last = lookup.answers.back();
  if (last.addresses && !last.addresses->empty()) return found_by(lookup);
  std::string all;
  bool unknown = false;
  for (const NameAnswer& answer : lookup.answers) {
    all += (all.empty() ? "" : "; ") + failure_of(answer);
    unknown = unknown || answer.addresses || answer.addresses.error() == dns::Failure::not_found;
  }
  return {fail, fmt::format("{} was not found: {}.", lookup.host, all),
          unknown ? "Check the SIP server address for a typing error."
                  : "Check the network; the DNS server from DHCP may be wrong: set one by hand."};
}

Verdict verdict(const Reach& reach) {
  const std::string_view by = sip::name(reach.transport);
  const std::string server = base::to_string(reach.server);
  if (reach.answer) {
    const std::string found = fmt::format("{} answers by {} in {} (status {}).", server, by,
                                          in_time(reach.answer->took), reach.answer->status);
    if (reach.verified && reach.silent.empty()) return {pass, found};
    if (reach.verified)
      return {warn,
              fmt::format("{} Before, {} was tried in vain.", found,
                          base::to_string(reach.silent.front())),
              "Calls begin later for it: see whether the server's name leads to an old address."};
    return {warn, found + " Its certificate is not verified.",
            "Turn TLS verification on: else anybody on the way can pass for the server."};
  }
  const transport::Failure& failure = reach.answer.error();
  const std::string found =
      fmt::format("{} cannot be reached by {}: {}.", server, by, transport::in_words(failure));
  if (!reach.in_use) return {skipped, found + " The settings do not use it."};
  return {fail, found, advice_for(reach, failure.kind)};
}

Verdict verdict(const SignIn& sign_in) {
  if (sign_in.failure) return refused_sign_in(*sign_in.failure);
  if (!sign_in.registered)
    return {warn, "The station is about to sign in, and has no answer yet.",
            "Test again in some seconds."};
  if (sign_in.another_waits)
    return {warn,
            fmt::format("Signed in at {} with the account before the last change.", sign_in.server),
            "The new one waits for the end of the call: test again then."};
  return {pass, fmt::format("Signed in at {}: username and password are right. Renewed in {} s.",
                            sign_in.server, sign_in.renewed_in.count())};
}

Verdict verdict(const ExtensionAsked& asked) {
  const std::string only_a_call =
      "Press the call button, or call it from the status page: only a call shows it.";
  if (asked.extension.empty())
    return {warn, "No extension is set for the call button.",
            "Set the extension under Operation, Intercom."};
  if (!asked.by_server)
    return {skipped, fmt::format("{} is called without the server.", asked.extension), only_a_call};
  if (!asked.status)
    return {skipped, fmt::format("The server could not be asked for {}.", asked.extension),
            "Mend what failed above first."};
  const int status = *asked.status;
  if (status >= 200 && status < 300)
    return {pass, fmt::format("The server takes requests for extension {} (status {}).",
                              asked.extension, status)};
  if (status == 404 || status == 604)
    return {
        fail,
        fmt::format("The server does not know extension {} (status {}).", asked.extension, status),
        "Check the extension in the settings and on the SIP server."};
  if (status == 480)
    return {warn,
            fmt::format("Extension {} is known, and no phone is signed in there (480).",
                        asked.extension),
            "Check that the operator's phone is on and signed in."};
  return {skipped,
          fmt::format("The server does not say whether extension {} is there (status {}).",
                      asked.extension, status),
          only_a_call};
}

Verdict verdict(const Agreed& agreed) {
  if (agreed.none_in_common)
    return {
        fail, "In the last call, the phone and this station had no codec or encryption in common.",
        "Under Operation, Intercom, choose Auto for Audio, or a codec that the phone has, and the "
        "encryption that it wants."};
  if (agreed.codecs.empty())
    return {skipped, "No call with a phone since the station started.",
            "Press the call button and answer once, then test again."};
  return {pass, fmt::format("The last call with a phone used {}.", agreed.codecs)};
}

}  // namespace portero::diagnostics
