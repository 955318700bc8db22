#include "core/sip/session_end.hpp"

#include <algorithm>
#include <array>

namespace portero::sip {
namespace {

struct Meaning {
  int status;
  EndCause why;
  std::string_view words;
};

constexpr auto meanings = std::to_array<Meaning>({
    {401, EndCause::failed, "The server wants other credentials."},
    {402, EndCause::failed, "The server wants to be paid for this call."},
    {403, EndCause::failed, "The server does not allow this call."},
    {404, EndCause::failed, "The extension is unknown."},
    {407, EndCause::failed, "The proxy wants other credentials."},
    {408, EndCause::no_answer, "Nobody answered."},
    {410, EndCause::failed, "The extension does not exist any more."},
    {415, EndCause::failed, "The phone does not understand our description of the call."},
    {416, EndCause::failed, "The server does not know this kind of address."},
    {420, EndCause::failed, "The phone does not know an extension that we need."},
    {421, EndCause::failed, "The phone needs an extension that we do not have."},
    {422, EndCause::failed, "The server wants longer session intervals than we can keep."},
    {480, EndCause::no_answer, "Nobody is there at the moment."},
    {481, EndCause::vanished, "The far side knows nothing of this call."},
    {482, EndCause::failed, "The call runs in a circle."},
    {483, EndCause::failed, "The call passes too many servers; it may run in a circle."},
    {484, EndCause::failed, "The extension is not complete."},
    {485, EndCause::failed, "The extension can mean several phones."},
    {486, EndCause::busy, "The extension is busy."},
    {487, EndCause::no_answer, "The call was cancelled on its way."},
    {488, EndCause::failed, "The phone and this station have no sound format in common."},
    {494, EndCause::failed, "The server wants a security agreement, which we do not speak."},
    {503, EndCause::failed, "The server has no room for this call at the moment."},
    {504, EndCause::failed, "The server got no answer from the next one."},
    {600, EndCause::busy, "The extension is busy everywhere."},
    {603, EndCause::declined, "The call was declined."},
    {604, EndCause::failed, "The extension is unknown everywhere."},
    {606, EndCause::failed, "The phone and this station have no sound format in common."},
    {607, EndCause::declined, "The call was not wanted."},
    {608, EndCause::declined, "The call was rejected on its way."},
});

Meaning of_class(int status) {
  if (status < 400)
    return {status, EndCause::failed, "The call was sent on to nobody we can call."};
  if (status < 500) return {status, EndCause::failed, "The call was refused."};
  if (status < 600) return {status, EndCause::failed, "The server failed."};
  return {status, EndCause::declined, "The call was refused everywhere."};
}

}  // namespace

SessionEnded refused(const Response& response) {
  const auto* const known = std::ranges::find(meanings, response.status, &Meaning::status);
  const Meaning meaning = known == meanings.end() ? of_class(response.status) : *known;
  SessionEnded ended{.why = meaning.why, .status = response.status, .words{meaning.words}};
  const auto said = warnings(response.headers);
  if (said && !said->empty()) ended.words += " It says: " + said->front().text;
  if (const auto why = reasons(response.headers)) ended.reasons = *why;
  return ended;
}

SessionEnded not_authenticated(DigestRefusal why, int status) {
  const auto failed = [status](std::string_view words) {
    return SessionEnded{.why = EndCause::failed, .status = status, .words = std::string{words}};
  };
  switch (why) {
    case DigestRefusal::other_realm:
      return failed("The server's realm is not the one that is set.");
    case DigestRefusal::unknown_algorithm:
      return failed("The server asks for credentials in a way that we do not know.");
    case DigestRefusal::wrong_credentials: return failed("The username or the password is wrong.");
  }
  return failed("");
}

SessionEnded hung_up_by(const Headers& bye_or_cancel) {
  SessionEnded ended{.why = EndCause::hung_up, .words = "The far side hung up."};
  if (const auto why = reasons(bye_or_cancel)) ended.reasons = *why;
  return ended;
}

}  // namespace portero::sip
