#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/sip/fields.hpp"
#include "core/sip/message.hpp"
#include "core/sip/route_set.hpp"

namespace portero::sip {

// RFC 3261 section 12: a peer-to-peer relation between two user agents, as one of them sees it.
struct DialogId {
  std::string call_id;
  std::string local_tag;
  std::string remote_tag;  // empty for a peer of RFC 2543

  auto operator<=>(const DialogId&) const = default;
};

// Of a request that came: its To tag is ours. Without a tag, the request is outside of any dialog.
[[nodiscard]] std::optional<DialogId> dialog_id_of(const Headers& request);

// A request without Via, and the URI to resolve in order to send it.
struct Directed {
  Request request;
  Uri next_hop;

  bool operator==(const Directed&) const = default;
};

class Dialog {
 public:
  // Ours was the INVITE (section 12.1.2). An answer without a usable Contact, which is against the
  // RFC, leaves the target where the INVITE went.
  [[nodiscard]] static Field<Dialog> as_caller(const Request& invite, const Response& response);
  // Theirs was the INVITE (section 12.1.1).
  [[nodiscard]] static Field<Dialog> as_callee(const Request& invite, std::string_view local_tag);

  [[nodiscard]] const DialogId& id() const { return id_; }
  [[nodiscard]] bool confirmed() const { return confirmed_; }

  // A 2xx to our INVITE: what was learned from a provisional response is learned again from this
  // one (section 13.2.2.4).
  void confirm(const Response& success);
  // We sent a 2xx.
  void confirm() { confirmed_ = true; }

  // The next request in this dialog. A CANCEL is none.
  [[nodiscard]] Directed request(const Method& method);
  // For the 2xx to the INVITE with that number.
  [[nodiscard]] Directed ack(std::uint32_t invite_number) const;
  // Of a request that is sent once more with something changed.
  [[nodiscard]] std::uint32_t next_sequence_number() { return ++local_sequence_; }

  // False for a request that is older than one that came before: it gets a 500. The same number
  // again, but in another transaction, is as old.
  [[nodiscard]] bool take_in_order(std::uint32_t sequence_number);

  // After a 2xx to an INVITE or UPDATE, sent or received.
  void refresh_target(const Headers& headers);
  [[nodiscard]] const Uri& remote_target() const { return target_; }

 private:
  Dialog(DialogId id, NameAddr local, NameAddr remote, Uri target, RouteSet routes)
      : id_(std::move(id)),
        local_(std::move(local)),
        remote_(std::move(remote)),
        target_(std::move(target)),
        routes_(std::move(routes)) {}

  [[nodiscard]] Directed numbered(const Method& method, std::uint32_t number) const;

  DialogId id_;
  NameAddr local_;   // From of our requests, with its tag
  NameAddr remote_;  // To of our requests
  Uri target_;
  RouteSet routes_;
  std::uint32_t local_sequence_ = 0;
  std::optional<std::uint32_t> remote_sequence_;
  bool confirmed_ = false;
};

}  // namespace portero::sip
