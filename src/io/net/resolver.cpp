#include "io/net/resolver.hpp"

#include <map>
#include <optional>
#include <utility>

#include "base/overloaded.hpp"
#include "core/dns/cache.hpp"
#include "io/loop/timer.hpp"

namespace portero::net {
namespace {

std::optional<base::IpAddress> address_of(const dns::Question& question) {
  // RFC 6761 section 6.3; c-ares 1.18 leaks a name each time that it is asked.
  const bool is_localhost = question.name == "localhost" || question.name.ends_with(".localhost");
  if (!is_localhost) return base::IpAddress::parse(question.name);
  return question.type == dns::RecordType::aaaa ? base::loopback_ipv6 : base::loopback_ipv4;
}

// What needs no name server; nullopt for all other names.
std::optional<dns::Answer> own_answer(const dns::Question& question) {
  const auto address = address_of(question);
  if (!address) return std::nullopt;
  const auto type = address->is_v4() ? dns::RecordType::a : dns::RecordType::aaaa;
  if (question.type != type) return std::unexpected{dns::Failure::not_found};
  return std::vector{*address};
}

}  // namespace

class Resolver::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, const DnsSettings& settings)
      : loop_(loop), client_(loop, settings), timer_(loop) {}

  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  void close() { handlers_.clear(); }

  void look_up(const dns::Question& question, Handler handler) {
    const dns::LookupId lookup = ids_.next();
    handlers_.emplace(lookup, std::move(handler));
    if (const auto answer = own_answer(question)) return reply({lookup, *answer});
    act_on(cache_.look_up(lookup, question, loop_.now()));
  }

 private:
  void act_on(const dns::CacheActions& actions) {
    for (const dns::CacheAction& action : actions)
      std::visit(base::overloaded{[this](const dns::Query& query) { ask(query.question); },
                                  [this](const dns::Reply& answer) { reply(answer); }},
                 action);
    const auto deadline = cache_.next_deadline();
    if (!deadline) return timer_.cancel();
    timer_.start_at(deadline->at, [this] { act_on(cache_.time_passed(loop_.now())); });
  }

  void ask(const dns::Question& question) {
    client_.query(question, [this, question](const DnsOutcome& outcome) {
      trouble_ = outcome.why_not;
      act_on(cache_.answered(question, outcome.answer, loop_.now()));
    });
  }

  void reply(const dns::Reply& reply) {
    loop_.post([weak = weak_from_this(), reply] {
      const auto self = weak.lock();
      if (!self) return;
      const auto found = self->handlers_.extract(reply.lookup);
      if (!found.empty()) found.mapped()(reply.answer);
    });
  }

  loop::EventLoop& loop_;
  dns::Cache cache_;
  DnsClient client_;
  loop::Timer timer_;
  base::IdSequence<dns::LookupId> ids_;
  std::map<dns::LookupId, Handler> handlers_;
  std::string trouble_;
};

Resolver::Resolver(loop::EventLoop& loop, const DnsSettings& settings)
    : shared_(std::make_shared<Shared>(loop, settings)) {}
Resolver::~Resolver() { shared_->close(); }

void Resolver::look_up(const dns::Question& question, Handler handler) {
  shared_->look_up(question, std::move(handler));
}

const std::string& Resolver::trouble() const { return shared_->trouble(); }

}  // namespace portero::net
