#include "core/sip/dialog.hpp"

#include <algorithm>

namespace portero::sip {
namespace {

constexpr std::string_view max_forwards_value = "70";

// The first Contact that requests can be sent to.
std::optional<Uri> usable_contact(const Headers& headers) {
  const auto list = contacts(headers);
  if (!list || list->list.empty()) return std::nullopt;
  const Uri& uri = list->list.front().uri;
  const bool sip = uri.scheme == Scheme::sip || uri.scheme == Scheme::sips;
  return sip && !uri.host.empty() ? std::optional{uri} : std::nullopt;
}

std::string tag_of(const NameAddr& party) { return std::string{party.tag().value_or("")}; }

RouteSet reversed(RouteSet routes) {
  std::ranges::reverse(routes);
  return routes;
}

}  // namespace

std::optional<DialogId> dialog_id_of(const Headers& request) {
  const auto ours = to(request);
  const auto theirs = from(request);
  const auto call = call_id(request);
  if (!ours || !theirs || !call || !ours->tag()) return std::nullopt;
  return DialogId{*call, tag_of(*ours), tag_of(*theirs)};
}

Field<Dialog> Dialog::as_caller(const Request& invite, const Response& response) {
  const auto local = from(invite.headers);
  if (!local) return std::unexpected{local.error()};
  const auto call = call_id(invite.headers);
  if (!call) return std::unexpected{call.error()};
  const auto number = sip::cseq(invite.headers);
  if (!number) return std::unexpected{number.error()};
  auto remote = to(response.headers);
  if (!remote) return std::unexpected{remote.error()};
  auto routes = record_routes(response.headers);
  if (!routes) return std::unexpected{routes.error()};

  DialogId id{*call, tag_of(*local), tag_of(*remote)};
  Dialog dialog{std::move(id), *local, *std::move(remote),
                usable_contact(response.headers).value_or(invite.uri),
                reversed(*std::move(routes))};
  dialog.local_sequence_ = number->number;
  return dialog;
}

Field<Dialog> Dialog::as_callee(const Request& invite, std::string_view local_tag) {
  auto local = to(invite.headers);
  if (!local) return std::unexpected{local.error()};
  auto remote = from(invite.headers);
  if (!remote) return std::unexpected{remote.error()};
  const auto call = call_id(invite.headers);
  if (!call) return std::unexpected{call.error()};
  const auto number = sip::cseq(invite.headers);
  if (!number) return std::unexpected{number.error()};
  auto routes = record_routes(invite.headers);
  if (!routes) return std::unexpected{routes.error()};
  auto target = usable_contact(invite.headers);
  if (!target) return std::unexpected{HeaderError{HeaderId::contact, "missing"}};

  local->parameters.set("tag", local_tag);
  DialogId id{*call, std::string{local_tag}, tag_of(*remote)};
  Dialog dialog{std::move(id), *std::move(local), *std::move(remote), *std::move(target),
                *std::move(routes)};
  dialog.remote_sequence_ = number->number;
  return dialog;
}

void Dialog::confirm(const Response& success) {
  confirmed_ = true;
  if (auto routes = record_routes(success.headers)) routes_ = reversed(*std::move(routes));
  refresh_target(success.headers);
}

Directed Dialog::request(const Method& method) { return numbered(method, next_sequence_number()); }

Directed Dialog::ack(std::uint32_t invite_number) const {
  return numbered(MethodId::ack, invite_number);
}

Directed Dialog::numbered(const Method& method, std::uint32_t number) const {
  Directed directed{.request = {.method = method, .uri = target_, .headers = {}, .body = {}},
                    .next_hop = target_};
  directed.next_hop = direct(directed.request, target_, routes_);
  Headers& headers = directed.request.headers;
  headers.append(HeaderId::max_forwards, max_forwards_value);
  headers.append(HeaderId::from, to_string(local_));
  headers.append(HeaderId::to, to_string(remote_));
  headers.append(HeaderId::call_id, id_.call_id);
  headers.append(HeaderId::cseq, to_string(CSeq{number, method}));
  return directed;
}

bool Dialog::take_in_order(std::uint32_t sequence_number) {
  if (remote_sequence_ && sequence_number <= *remote_sequence_) return false;
  remote_sequence_ = sequence_number;
  return true;
}

void Dialog::refresh_target(const Headers& headers) {
  if (auto target = usable_contact(headers)) target_ = *std::move(target);
}

}  // namespace portero::sip
