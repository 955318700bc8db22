#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/sdp/exchange.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/rejection.hpp"

namespace portero::sdp {

// The offers and answers of one dialog (RFC 3264, RFC 6337). A value: a forked INVITE copies it for
// each early dialog. Inputs are what happened, the result of each is what to do about it.

struct OfferWanted {  // for INVITE, re-INVITE, UPDATE, and for the answer to an INVITE without
                      // offer
  LocalMedia local;
  Preferences preferences{};
};
struct OfferArrived {
  std::string sdp;
};
struct AnswerWanted {  // media stands ready for the offer that arrived
  LocalMedia local;
  Preferences preferences{};
};
struct OfferDeclined {};  // the request with their offer got a refusal of ours, whatever its reason
struct AnswerArrived {
  std::string sdp;
  bool reliable = true;  // false in a provisional response without 100rel: the final one may differ
};
struct OfferFailed {};       // the request with our offer was refused or timed out
struct RequestSucceeded {};  // a 2xx or ACK without description

using NegotiationInput = std::variant<OfferWanted, OfferArrived, AnswerWanted, OfferDeclined,
                                      AnswerArrived, OfferFailed, RequestSucceeded>;

struct SendOffer {
  std::string sdp;
  bool operator==(const SendOffer&) const = default;
};
struct PrepareMedia {  // then come back with AnswerWanted
  bool operator==(const PrepareMedia&) const = default;
};
struct SendAnswer {
  std::string sdp;
  Agreement agreement;
  bool changed = true;  // false: media goes on as it is
  bool operator==(const SendAnswer&) const = default;
};
struct UseAgreement {
  Agreement agreement;
  bool changed = true;
  bool operator==(const UseAgreement&) const = default;
};
struct Refuse {  // their offer: with this response; their answer: by ending the call. What was
                 // agreed before stays in force.
  Rejection rejection;
  bool operator==(const Refuse&) const = default;
};
struct Glare {  // pending is ours: 491; theirs: 500 with Retry-After (RFC 3261 section 14.2)
  Offerer pending = Offerer::us;
  bool operator==(const Glare&) const = default;
};
struct Nothing {  // to be done: the input does not fit what went before, or changes nothing
  bool operator==(const Nothing&) const = default;
};

using NegotiationResult =
    std::variant<SendOffer, PrepareMedia, SendAnswer, UseAgreement, Refuse, Glare, Nothing>;

class Negotiation {
 public:
  // The session id is drawn at random by the caller (RFC 8866 section 5.2).
  explicit Negotiation(std::string session_id) : identity_{std::move(session_id), 1} {}

  [[nodiscard]] NegotiationResult handle(const NegotiationInput& input);

  // What is agreed; none before the first answer. Previews of an unreliable answer don't count.
  [[nodiscard]] const Agreement* agreement() const;

 private:
  struct Ready {  // what a description of ours was made from
    LocalMedia local;
    Preferences preferences{};
  };
  struct Stable {};
  struct Offering {
    Session ours;
    Ready ready;
    std::optional<Exchange> preview;  // of an unreliable answer
  };
  struct Offered {
    Session theirs;
  };

  NegotiationResult on(const OfferWanted& wanted);
  NegotiationResult on(const OfferArrived& arrived);
  NegotiationResult on(const AnswerWanted& wanted);
  NegotiationResult on(const OfferDeclined&);
  NegotiationResult on(const AnswerArrived& arrived);
  NegotiationResult on(const OfferFailed&);
  NegotiationResult on(const RequestSucceeded&);

  NegotiationResult answer(const Session& theirs, Ready ready);
  NegotiationResult take_first_answer(Offering& offering, Session theirs, bool reliable);
  NegotiationResult take_repeated_answer(Session theirs);
  [[nodiscard]] const Exchange* current() const { return current_ ? &*current_ : nullptr; }
  std::string send(Session& ours);

  std::variant<Stable, Offering, Offered> state_;
  std::optional<Exchange> current_;
  std::optional<Session> last_sent_;  // by us, refused or not: the version counts from it
  Ready ready_;                       // of what is in force
  Identity identity_;
};

}  // namespace portero::sdp
