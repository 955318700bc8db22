// The checks of SIP: is the server found, reached by each transport, and does it know us.
#include <algorithm>
#include <utility>

#include "apps/station/account.hpp"
#include "apps/station/diagnosis.hpp"
#include "core/diagnostics/verdict.hpp"
#include "core/settings/key.hpp"
#include "io/net/name_servers.hpp"

namespace portero::station {

using diagnostics::CheckId;
using diagnostics::Outcome;
using namespace std::chrono_literals;
namespace key = settings::key;

namespace {

// Of one name server that does not answer; it is asked for services first, then for addresses.
constexpr std::chrono::milliseconds name_server_patience{1'500};

CheckId check_of(sip::Transport by) {
  switch (by) {
    case sip::Transport::udp: return CheckId::udp;
    case sip::Transport::tcp: return CheckId::tcp;
    case sip::Transport::tls: return CheckId::tls;
  }
  return CheckId::tcp;
}

std::vector<base::IpAddress> addresses_of(const std::vector<sip::Candidate>& servers) {
  std::vector<base::IpAddress> addresses;
  for (const sip::Candidate& server : servers)
    if (std::ranges::find(addresses, server.server.address) == addresses.end())
      addresses.push_back(server.server.address);
  return addresses;
}

// The port of the settings is that of their transport, and of the other one in the clear; TLS has
// its own.
sip::Target target_by(sip::Transport by, sip::Target server) {
  const bool other_port = (by == sip::Transport::tls) != (server.transport == sip::Transport::tls);
  if (other_port) server.port.reset();
  server.transport = by;
  return server;
}

const transport::Failure unreached{transport::FailureKind::timed_out, {}};

}  // namespace

// The transport of the settings first: the others are only tried to be recommended.
void Diagnosis::plan_sip() {
  const settings::Settings& settings = configuration_.settings();
  auto phone = phone_settings(settings, {}, {});
  const auto account = phone ? phone->account : std::nullopt;
  if (!account) {
    const std::string why = !phone ? phone.error()
                            : settings.get(key::sip_enabled)
                                ? "No SIP server is set: calls go by address only."
                                : "SIP is off in the settings.";
    steps_.push_back({CheckId::name, 1s, [this, why] { finish({Outcome::skipped, why}); }});
    report_.checks.push_back({.id = CheckId::name});
    return;
  }
  sip_ = std::make_unique<Sip>(Sip{.phone = *phone, .account = *account});
  if (auto tls = tls_client(settings)) sip_->tls = *std::move(tls);
  sip_->verified = settings.get(key::sip_tls_verification) != settings::TlsVerification::off;
  plan(CheckId::name, 12s, &Diagnosis::look_up);
  std::vector<sip::Transport> order{sip::Transport::udp, sip::Transport::tcp, sip::Transport::tls};
  std::ranges::sort(order, {},
                    [&](sip::Transport each) { return each != account->server.transport; });
  for (const sip::Transport by : order) {
    steps_.push_back({check_of(by), 13s, [this, by] { reach(by); }});
    report_.checks.push_back({.id = check_of(by)});
  }
  plan(CheckId::sign_in, 1s, &Diagnosis::sign_in);
  plan(CheckId::extension, 8s, &Diagnosis::ask_for_extension);
  plan(CheckId::codecs, 1s, &Diagnosis::look_at_codecs);
}

// Each name server alone, so that it is known who answered, and who did not.
void Diagnosis::look_up() {
  sip_->lookup.host = account().server.host;
  const bool is_address = base::IpAddress::parse(sip_->lookup.host).has_value();
  sip_->lookup.in_hosts_file = !is_address && net::is_in_hosts_file(sip_->lookup.host);
  sip_->name_servers = name_servers_.empty() ? net::name_servers_of_system() : name_servers_;
  auto& servers = sip_->name_servers;
  if (servers.size() > max_name_servers)
    servers.erase(servers.begin() + max_name_servers, servers.end());
  if (is_address || sip_->lookup.in_hosts_file) {
    sip_->resolver = std::make_unique<net::Resolver>(
        loop_, net::DnsSettings{name_servers_, name_server_patience, 1});
    sip_->locator = std::make_unique<phone::Locator>(loop_, *sip_->resolver);
    return finish(diagnostics::verdict(sip_->lookup));
  }
  ask_name_server(0);
}

void Diagnosis::ask_name_server(std::size_t which) {
  if (which >= sip_->name_servers.size()) return finish(diagnostics::verdict(sip_->lookup));
  sip_->locator.reset();
  sip_->resolver = std::make_unique<net::Resolver>(
      loop_, net::DnsSettings{{sip_->name_servers[which]}, name_server_patience, 1});
  sip_->locator = std::make_unique<phone::Locator>(loop_, *sip_->resolver);
  sip_->asked_at = loop_.now();
  sip_->locator->locate(account().server, later<phone::Locator::Candidates>(
                                              [this](const phone::Locator::Candidates& found) {
                                                name_answered(found);
                                              }));
}

// The next name server is asked in a turn of its own: this one's resolver is what tells.
void Diagnosis::name_answered(const phone::Locator::Candidates& found) {
  diagnostics::NameAnswer answer{.server = sip_->name_servers[sip_->lookup.answers.size()],
                                 .addresses = std::vector<base::IpAddress>{},
                                 .took = loop_.now() - sip_->asked_at};
  if (found)
    answer.addresses = addresses_of(*found);
  else
    answer.addresses = std::unexpected{found.error()};
  if (!found) answer.why_not = sip_->resolver->trouble();
  sip_->lookup.answers.push_back(std::move(answer));
  if (found) return finish(diagnostics::verdict(sip_->lookup));
  next_.start(0s, [this] {
    if (!step_over_) ask_name_server(sip_->lookup.answers.size());
  });
}

void Diagnosis::reach(sip::Transport by) {
  const auto& answers = sip_->lookup.answers;
  const bool known = sip_->locator && (answers.empty() || answers.back().addresses);
  if (!known) return finish({Outcome::skipped, "No address of the server is known."});
  sip_->locator->locate(
      target_by(by, account().server),
      later<phone::Locator::Candidates>([this, by](const phone::Locator::Candidates& found) {
        if (!found)
          return finish({Outcome::skipped, "The name has no address for this transport."});
        sip_->tried.clear();
        const auto count = static_cast<std::ptrdiff_t>(std::min(found->size(), max_tries));
        sip_->to_try.assign(found->begin(), found->begin() + count);
        try_out(by, sip_->to_try.front());
      }));
}

void Diagnosis::try_out(sip::Transport by, const sip::Candidate& server) {
  const bool in_use = by == account().server.transport;
  using Answer = std::expected<phone::OptionsProbe::Answer, transport::Failure>;
  sip_->probe = std::make_unique<phone::OptionsProbe>(
      loop_, question(server, sip::registrar_uri(account().server)),
      later<Answer>([this, by, in_use, server](const Answer& answer) {
        if (answer && in_use) sip_->reached = server;
        diagnostics::Reach reach{.transport = by,
                                 .in_use = in_use,
                                 .server = server.server,
                                 .answer = std::unexpected{unreached},
                                 .verified = by != sip::Transport::tls || sip_->verified,
                                 .silent = sip_->tried};
        if (answer) reach.answer = diagnostics::Reach::Answer{answer->status, answer->took};
        if (!answer) reach.answer = std::unexpected{answer.error()};
        tried(reach);
      }));
}

// As the phone does, the next address is tried where one does not answer, in a turn of its own.
void Diagnosis::tried(const diagnostics::Reach& reach) {
  sip_->tried.push_back(reach.server);
  if (reach.answer || sip_->tried.size() >= sip_->to_try.size())
    return finish(diagnostics::verdict(reach));
  next_.start(0s, [this, by = reach.transport] {
    if (step_over_) return;
    try_out(by, sip_->to_try.at(sip_->tried.size()));
  });
}

phone::OptionsQuestion Diagnosis::question(const sip::Candidate& server,
                                           const sip::Uri& target) const {
  return {.server = server,
          .target = target,
          .from = {.uri = sip::address_of_record(account())},
          .tls = sip_->tls};
}

void Diagnosis::sign_in() { finish(diagnostics::verdict(station_.sign_in())); }

// By an OPTIONS, which rings nobody; many servers answer it for whoever is behind them.
void Diagnosis::ask_for_extension() {
  const std::string extension{configuration_.settings().get(key::sip_extension)};
  const auto target = uri_of(extension, sip_->phone);
  diagnostics::ExtensionAsked asked{
      .extension = extension,
      .by_server = extension.empty() || (target && target->host == account().server.host),
      .status = std::unexpected{unreached}};
  const std::optional<sip::Candidate> reached = sip_->reached;
  if (extension.empty() || !asked.by_server || !target || !reached)
    return finish(diagnostics::verdict(asked));
  phone::OptionsQuestion question = this->question(*reached, *target);
  question.account = account().credentials;
  using Answer = std::expected<phone::OptionsProbe::Answer, transport::Failure>;
  sip_->probe = std::make_unique<phone::OptionsProbe>(
      loop_, std::move(question), later<Answer>([this, asked](const Answer& answer) mutable {
        if (answer) asked.status = answer->status;
        finish(diagnostics::verdict(asked));
      }));
}

void Diagnosis::look_at_codecs() { finish(diagnostics::verdict(station_.agreed())); }

}  // namespace portero::station
