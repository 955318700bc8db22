#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "core/sdp/negotiation.hpp"
#include "core/sip/accepted_invites.hpp"
#include "core/sip/authentication.hpp"
#include "core/sip/dialog.hpp"
#include "core/sip/redirection.hpp"
#include "core/sip/reliable_responses.hpp"
#include "core/sip/session_action.hpp"
#include "core/sip/session_config.hpp"
#include "core/sip/session_ids.hpp"
#include "core/sip/session_input.hpp"
#include "core/sip/session_timer.hpp"

namespace portero::sip {

inline constexpr std::size_t max_forks = 16;    // early dialogs of one INVITE
inline constexpr std::size_t max_strays = 8;    // phones that answered a call that another one has
inline constexpr std::size_t max_attempts = 6;  // of one request that is challenged
inline constexpr std::size_t max_requests_under_way = 32;
// Whoever rings for longer has been forgotten.
inline constexpr base::Duration longest_ringing = std::chrono::minutes(5);
inline constexpr base::Duration media_patience = std::chrono::seconds(4);

// One INVITE usage (RFC 5057): a call that we place or that comes, from its INVITE to its last
// acknowledgement, with the dialogs that belong to it.
class InviteSession {
 public:
  InviteSession(SessionConfig config, SessionIds ids);

  // What follows from something that happened, to be done in this order.
  [[nodiscard]] SessionActions handle(const SessionInput& input, base::TimePoint now);
  // When to hand in TimePassed next.
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

  // Whether a request, or an ACK, with this id is ours to answer.
  [[nodiscard]] bool has(const DialogId& id) const;
  // The INVITE that began a session with us, or that we began it with.
  [[nodiscard]] bool began_with(const Request& invite) const;
  // SessionEnded was told; what remains is signaling.
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] bool finished() const { return finished_; }

 private:
  // A dialog, and what was negotiated in it.
  struct Usage {
    Dialog dialog;
    sdp::Negotiation negotiation;
    ReliableOrder order{};
  };

  struct Fresh {};
  struct Calling {
    RequestId invite;
    Redirection redirection;
    base::TimePoint until;
    bool provisional = false;
    std::vector<Usage> forks{};
  };
  struct Cancelling {
    RequestId invite;
    std::vector<Reason> reasons;
    std::optional<base::TimePoint> until{};  // since the CANCEL was sent
  };
  struct Incoming {
    ServerTransactionId transaction;
    Request invite;
    ReliableResponses reliable;
    base::TimePoint until;
    bool they_offered = false;
    bool reliably = false;  // they understand 100rel
    bool show_progress = false;
    bool answer = false;
    bool progressed = false;
    std::optional<base::TimePoint> media_until{};
    std::optional<std::string> description{};  // ours, once it is made
  };
  struct Talking {};
  struct Leaving {
    std::optional<std::vector<Reason>> bye{};  // to be sent after the ACK to our 2xx
  };
  using State = std::variant<Fresh, Calling, Cancelling, Incoming, Talking, Leaving>;

  enum class Purpose : std::uint8_t { invite, reinvite, update, prack, bye, key_frame, probe };
  struct Sent {
    Purpose purpose;
    Directed directed;
    std::string remote_tag;
    std::size_t attempts = 1;
  };

  // Their request that waits for media.
  struct Pending {
    ServerTransactionId transaction;
    Request request;
    std::string remote_tag;
    base::TimePoint until;
    bool they_offered = false;
  };

  // A re-INVITE or UPDATE of ours, from the wish to its answer.
  struct Change {
    enum class What : std::uint8_t { refresh, media };
    What what;
    std::size_t attempts = 0;
    std::optional<base::TimePoint> at{};  // to be tried then; otherwise it is under way
  };

  struct Acked {
    RequestId invite;
    std::string remote_tag;
    Directed ack;
  };

  // invite_session.cpp
  void on(const PlaceCall& call);
  void on(const ShowProgress&);
  void on(const AnswerCall&);
  void on(const RejectCall& rejected);
  void on(const HangUp& hang_up);
  void on(const MediaReady& media);
  void on(const MediaFailed&);
  void on(const Renegotiate& wish);
  void on(const AskForKeyFrame&);
  void on(const Probe&);
  void on(const RequestArrived& arrived);
  void on(const InviteCancelled& cancelled);
  void on(const AckArrived& arrived);
  void on(const Responded& responded);
  void on(const Unanswered& unanswered);
  void on(const TimePassed&);
  void finish_if_done();

  // session_requests.cpp: what we send
  RequestId send(Purpose purpose, Directed directed, const std::string& remote_tag,
                 std::size_t attempts = 1);
  void send_in_dialog(Purpose purpose, Directed directed);
  void send_bye(Dialog& dialog, const std::vector<Reason>& reasons);
  void describe_ourselves(Headers& headers) const;
  // A request that was challenged, once more with credentials.
  [[nodiscard]] bool authenticated_again(const Sent& sent, const Response& response);
  void answered(const Sent& sent, const Responded& responded);
  void acknowledge(const Responded& responded, const Dialog& dialog);
  [[nodiscard]] bool acknowledged_again(const Responded& responded);
  [[nodiscard]] bool under_way(Purpose purpose) const;
  void far_side_lost(int status);

  // session_calling.cpp: our call, up to its answer
  void send_invite(const Uri& target, Redirection redirection);
  void send_invite_again(const Sent& sent);
  void invite_progressed(const Response& response);
  void invite_refused(const Sent& sent, const Response& response);
  void progressed_in_fork(Calling& calling, const Response& response);
  void send_cancel(Cancelling& cancelling);
  void give_up_calling(const Calling& calling, const std::vector<Reason>& reasons);

  // session_answered.cpp: the 2xx to our call, and those of other phones
  void invite_accepted(const Responded& responded);
  void begin_talking(Usage with, const Responded& responded);
  void dismiss(const Responded& responded, const std::vector<Reason>& reasons);

  // session_incoming.cpp: their call, up to its answer
  void invite_arrived(const RequestArrived& arrived);
  void go_on_with_invite();
  void describe_for_invite(const MediaReady& media);
  void send_progress(Incoming& incoming);
  void accept_invite();
  void reject_invite(const Response& refusal, SessionEnded ended);

  // session_in_dialog.cpp: their requests in a dialog
  void in_dialog(Usage& usage, const RequestArrived& arrived);
  void bye_arrived(const Usage& usage, const RequestArrived& arrived);
  void info_arrived(const RequestArrived& arrived);
  void prack_arrived(Usage& usage, const RequestArrived& arrived);
  void change_arrived(Usage& usage, const RequestArrived& arrived);
  [[nodiscard]] std::optional<Response> objection_to_change(const Request& request) const;
  void offer_arrived(Usage& usage, const RequestArrived& arrived,
                     const std::optional<std::string>& description);

  // session_media.cpp: descriptions
  void prepare_media_for(const Usage& usage, const RequestArrived& arrived, bool they_offered);
  void answer_pending(const Pending& pending, const MediaReady& media);
  void drop_pending(int status);
  void answer_change(Usage& usage, ServerTransactionId transaction, const Request& request,
                     const std::string& description);
  void answer_with(Usage& usage, ServerTransactionId transaction, const Request& request,
                   const sdp::NegotiationResult& result);
  [[nodiscard]] std::optional<sdp::Rejection> take_answer(Usage& usage, const Headers& headers,
                                                          const std::string& body, bool reliable,
                                                          bool last);
  void use(const Usage& usage, const sdp::Agreement& agreement, bool changed);
  void note_hold();

  // session_change.cpp: our re-INVITE and UPDATE
  void try_change();
  void change_again_later();
  void change_failed(int status);
  void change_answered(const Sent& sent, const Responded& responded);
  [[nodiscard]] bool may_change() const;
  [[nodiscard]] Change& change();

  // session_leaving.cpp
  void end(SessionEnded ended);
  void leave();
  void hang_up(const std::vector<Reason>& reasons, SessionEnded ended);
  void time_passed_in_state();
  void time_passed_in_invite(Incoming& incoming);
  void time_passed_in_call();

  [[nodiscard]] Usage& usage();
  [[nodiscard]] Usage* usage_of(const DialogId& id);
  [[nodiscard]] Dialog* dialog_with(const std::string& remote_tag);
  [[nodiscard]] Response reply(const Request& request, int status) const;
  [[nodiscard]] Response success(const Request& request) const;
  [[nodiscard]] Response refusal_with(const Request& request,
                                      const sdp::Rejection& rejection) const;
  [[nodiscard]] Response come_back_later(const Request& request) const;
  void note_peer(const Headers& headers);
  void respond(ServerTransactionId transaction, Response response) {
    act(Respond{transaction, std::move(response)});
  }
  // While nothing more is to be told, the user's actions are left out.
  void tell(SessionAction action) {
    if (!ended_) act(std::move(action));
  }
  void act(SessionAction action) { actions_.push_back(std::move(action)); }

  SessionConfig config_;
  SessionIds ids_;
  State state_;
  std::optional<Usage> usage_;  // of Incoming, Talking, Leaving
  std::vector<Dialog> strays_;  // phones that were told to hang up
  std::map<RequestId, Sent> sent_;
  std::vector<Acked> acked_;  // to acknowledge repetitions
  Authentication authentication_;
  Headers invite_credentials_;  // of the last INVITE or re-INVITE, for its ACK
  SessionTimer timer_;
  AcceptedInvites accepted_;
  std::optional<Pending> pending_;
  std::optional<Change> change_;
  std::optional<MediaReady> media_;        // what we described last
  std::optional<sdp::Negotiation> offer_;  // of our INVITE: each fork begins with a copy
  std::optional<RequestId> invite_;        // the one that was accepted, or is under way
  Request invite_request_{.method = MethodId::invite, .uri = {}, .headers = {}, .body = {}};
  std::optional<std::uint32_t> answer_in_ack_;  // the INVITE whose ACK answers our offer
  std::optional<base::TimePoint> other_forks_until_;
  std::optional<std::string> media_of_;  // the remote tag of the agreement in use
  base::IdSequence<RequestId> request_ids_;
  std::uint32_t sequence_number_ = 0;  // of INVITEs outside of a dialog
  bool first_ack_missing_ = false;
  bool peer_updates_ = false;
  bool held_ = false;
  bool ended_ = false;
  bool finished_ = false;

  // Of the input being handled.
  base::TimePoint now_;
  SessionActions actions_;
};

}  // namespace portero::sip
