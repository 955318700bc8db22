#include "core/sip/server_location.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/sip/ascii.hpp"
#include "core/sip/srv_order.hpp"

namespace portero::sip {
namespace {

// A name that SRV records stand at, and what is spoken there.
struct Service {
  Transport transport;
  std::string name;
};

struct Host {
  Transport transport;
  std::string name;
  std::uint16_t port;
  std::uint32_t rank;
};

std::string service_name(Transport transport, const std::string& host) {
  switch (transport) {
    case Transport::udp: return "_sip._udp." + host;
    case Transport::tcp: return "_sip._tcp." + host;
    case Transport::tls: return "_sips._tcp." + host;
  }
  return host;
}

// RFC 3263 section 4.1, where nothing else names one.
Transport default_transport(const Target& target) {
  return target.transport.value_or(target.secure ? Transport::tls : Transport::udp);
}

std::optional<Transport> transport_of_naptr(const dns::Naptr& record) {
  if (!equals_ignoring_case(record.flags, "s")) return std::nullopt;
  if (equals_ignoring_case(record.service, "SIPS+D2T")) return Transport::tls;
  if (equals_ignoring_case(record.service, "SIP+D2T")) return Transport::tcp;
  if (equals_ignoring_case(record.service, "SIP+D2U")) return Transport::udp;
  return std::nullopt;
}

// One look at the answers known; notes what is missing on the way.
class Search {
 public:
  Search(const Target& target, AddressFamilies families, const DnsAnswers& answers,
         base::Dice& dice)
      : target_(target), families_(families), answers_(answers), dice_(dice) {
    if (!families.ipv4 && !families.ipv6) families_ = {};
  }

  Location run() {
    for (const Host& host : hosts()) add_candidates(host);
    if (!missing_.empty()) return AskDns{{missing_.begin(), missing_.end()}};
    if (candidates_.empty()) return NotLocated{why_nothing_};
    return Located{std::move(candidates_)};
  }

 private:
  // nullptr while the answer is missing, and when it is none.
  template <class Record>
  const std::vector<Record>* ask(dns::RecordType type, const std::string& name) {
    const dns::Question question = dns::question(type, name);
    const auto known = answers_.find(question);
    if (known == answers_.end()) {
      missing_.insert(question);
      return nullptr;
    }
    if (known->second) return std::get_if<std::vector<Record>>(&*known->second);
    if (known->second.error() == dns::Failure::no_answer) why_nothing_ = dns::Failure::no_answer;
    return nullptr;
  }

  std::vector<Host> hosts() {
    const Transport transport = default_transport(target_);
    const Host itself{transport, target_.host, target_.port.value_or(default_port(transport)), 0};
    if (target_.port || base::IpAddress::parse(target_.host)) return {itself};

    std::vector<Host> found;
    bool offers_default = true;
    for (const Service& service : services()) {
      const auto* records = ask<dns::Srv>(dns::RecordType::srv, service.name);
      if (!records) continue;
      if (records->size() == 1 && records->front().target == ".")
        offers_default = offers_default && service.transport != transport;
      else
        add_hosts(service, *records, found);
    }
    // Asked for along with SRV: most homes have only these, and a round trip is saved.
    if (found.empty() && offers_default) found.push_back(itself);
    return found;
  }

  std::vector<Service> services() {
    if (target_.transport)
      return {{*target_.transport, service_name(*target_.transport, target_.host)}};
    if (const auto* records = ask<dns::Naptr>(dns::RecordType::naptr, target_.host))
      if (auto services = services_of(*records); !services.empty()) return services;
    if (!missing_.empty()) return {};
    std::vector<Service> services;
    for (const Transport transport : {Transport::tls, Transport::tcp, Transport::udp})
      if (!target_.secure || transport == Transport::tls)
        services.push_back({transport, service_name(transport, target_.host)});
    return services;
  }

  std::vector<Service> services_of(std::vector<dns::Naptr> records) const {
    std::ranges::sort(records, {}, [](const dns::Naptr& record) {
      return std::pair{record.order, record.preference};
    });
    if (records.size() > max_naptr_records) records.resize(max_naptr_records);
    std::vector<Service> services;
    for (const dns::Naptr& record : records) {
      const auto transport = transport_of_naptr(record);
      if (transport && (!target_.secure || transport == Transport::tls))
        services.push_back({*transport, record.replacement});
    }
    return services;
  }

  void add_hosts(const Service& service, const std::vector<dns::Srv>& records,
                 std::vector<Host>& hosts) {
    std::optional<std::uint16_t> priority;
    for (const dns::Srv& record : srv_order(records, dice_)) {
      if (record.port == 0 || record.target == ".") continue;
      if (priority != record.priority) ++ranks_;
      priority = record.priority;
      hosts.push_back({service.transport, record.target, record.port, ranks_ - 1});
    }
  }

  // By turns, IPv6 first: RFC 6724 prefers it, and a family that does not work costs one attempt.
  void add_candidates(const Host& host) {
    if (const auto literal = base::IpAddress::parse(host.name))
      return add_candidate(host, *literal);
    const auto* v6 = families_.ipv6 ? addresses(dns::RecordType::aaaa, host.name) : nullptr;
    const auto* v4 = families_.ipv4 ? addresses(dns::RecordType::a, host.name) : nullptr;
    for (std::size_t i = 0; i < max_addresses_of_a_family; ++i) {
      if (v6 && i < v6->size()) add_candidate(host, (*v6)[i]);
      if (v4 && i < v4->size()) add_candidate(host, (*v4)[i]);
    }
  }

  const std::vector<base::IpAddress>* addresses(dns::RecordType type, const std::string& name) {
    return ask<base::IpAddress>(type, name);
  }

  void add_candidate(const Host& host, const base::IpAddress& address) {
    if (candidates_.size() == max_candidates) return;
    candidates_.push_back({host.transport, {address, host.port}, target_.host, host.rank});
  }

  const Target& target_;
  AddressFamilies families_;
  const DnsAnswers& answers_;
  base::Dice& dice_;
  std::set<dns::Question> missing_;
  std::vector<Candidate> candidates_;
  std::uint32_t ranks_ = 0;
  dns::Failure why_nothing_ = dns::Failure::not_found;
};

}  // namespace

std::uint16_t default_port(Transport transport) {
  return transport == Transport::tls ? 5061 : 5060;
}

std::optional<Target> target_of(const Uri& uri) {
  if (uri.scheme != Scheme::sip && uri.scheme != Scheme::sips) return std::nullopt;
  Target target{.host = uri.host, .port = uri.port, .secure = uri.scheme == Scheme::sips};
  if (const auto wanted = uri.parameters.value("transport")) {
    if (equals_ignoring_case(*wanted, "udp"))
      target.transport = Transport::udp;
    else if (equals_ignoring_case(*wanted, "tcp"))
      target.transport = Transport::tcp;
    else if (equals_ignoring_case(*wanted, "tls"))
      target.transport = Transport::tls;
    else
      return std::nullopt;
  }
  if (!target.secure || !target.transport) return target;
  // RFC 3261 section 26.2.2: TLS over TCP is what "transport=tcp" means there.
  if (target.transport == Transport::udp) return std::nullopt;
  target.transport = Transport::tls;
  return target;
}

Location locate(const Target& target, AddressFamilies families, const DnsAnswers& answers,
                base::Dice& dice) {
  return Search{target, families, answers, dice}.run();
}

}  // namespace portero::sip
