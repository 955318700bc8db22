#include "core/sip/registration_failure.hpp"

namespace portero::sip {
namespace {

RegistrationTrouble trouble_of(transport::FailureKind kind) {
  using enum transport::FailureKind;
  switch (kind) {
    case network_unreachable:
    case address_not_available: return RegistrationTrouble::no_network;
    case timed_out:
    case host_unreachable:
    case too_slow:
    case idle: return RegistrationTrouble::no_answer;
    case certificate_expired:
    case certificate_not_yet_valid:
    case certificate_for_another_name:
    case certificate_authority_unknown:
    case certificate_self_signed:
    case certificate_not_the_pinned_one:
    case certificate_unusable:
    case our_certificate_refused: return RegistrationTrouble::certificate_refused;
    case refused:
    case reset:
    case closed_by_peer:
    case not_permitted:
    case too_large:
    case queue_full:
    case unintelligible:
    case too_many_connections:
    case unknown_connection:
    case address_in_use:
    case out_of_resources:
    case tls_protocol: return RegistrationTrouble::refused;
  }
  return RegistrationTrouble::refused;
}

}  // namespace

std::string in_words(const Candidate& server) {
  return to_string(server.server) + " (" + std::string{name(server.transport)} + ")";
}

RegistrationFailure failure_of(const transport::Failure& failure, const Candidate& server) {
  return {.trouble = trouble_of(failure.kind),
          .sentence = in_words(server) + ": " + transport::in_words(failure) + "."};
}

RegistrationFailure failure_of(dns::Failure failure, const Target& server) {
  const std::string sentence =
      failure == dns::Failure::not_found
          ? "The name " + server.host + " was not found."
          : "No name server answers, so the address of " + server.host + " is unknown.";
  return {.trouble = RegistrationTrouble::name_not_found, .sentence = sentence};
}

RegistrationFailure failure_of(TransactionFailure failure, const Candidate& server) {
  switch (failure) {
    case TransactionFailure::timed_out: return silence_of(server);
    case TransactionFailure::transport_failed:
      return {.trouble = RegistrationTrouble::refused,
              .sentence = in_words(server) + " cannot be reached."};
  }
  return silence_of(server);
}

RegistrationFailure silence_of(const Candidate& server) {
  return {.trouble = RegistrationTrouble::no_answer,
          .sentence = in_words(server) + " does not answer."};
}

}  // namespace portero::sip
