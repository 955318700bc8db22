#include "io/phone/locator.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "io/net/own_addresses.hpp"
#include "io/phone/entropy.hpp"

namespace portero::phone {
namespace {

dns::Question of_other_family(dns::Question question) {
  question.type = question.type == dns::RecordType::a ? dns::RecordType::aaaa : dns::RecordType::a;
  return question;
}

// What is still open is known well enough from the other family.
bool has_addresses_of_each(const std::set<dns::Question>& open, const sip::DnsAnswers& answers) {
  return std::ranges::all_of(open, [&](const dns::Question& question) {
    if (question.type != dns::RecordType::a && question.type != dns::RecordType::aaaa) return false;
    const auto other = answers.find(of_other_family(question));
    return other != answers.end() && other->second.has_value();
  });
}

}  // namespace

Locator::Locator(loop::EventLoop& loop, net::Resolver& resolver, Families families)
    : loop_(loop), resolver_(resolver), families_(std::move(families)) {}

// Any address of the wide world does: nothing is sent there.
sip::AddressFamilies Locator::families_of_this_host() {
  const auto routed = [](std::string_view address) {
    const auto parsed = base::IpAddress::parse(address);
    return parsed && net::own_address_towards(*parsed).has_value();
  };
  return {.ipv4 = routed("192.0.2.1"), .ipv6 = routed("2001:db8::1")};
}

void Locator::locate(const sip::Target& target, Handler handler) {
  const SearchId id = ids_.next();
  searches_.emplace(id, Search{.target = target,
                               .families = families_(),
                               .answers = {},
                               .open = {},
                               .patience = loop::Timer{loop_},
                               .handler = std::move(handler)});
  go_on(id);
}

void Locator::go_on(SearchId id) {
  const Search& search = searches_.at(id);
  base::Dice dice{random_word()};
  const auto location = sip::locate(search.target, search.families, search.answers, dice);
  std::visit(base::overloaded{
                 [&](const sip::AskDns& wanted) { ask(id, wanted.questions); },
                 [&](const sip::Located& located) { finish(id, located.candidates); },
                 [&](const sip::NotLocated& lost) { finish(id, std::unexpected{lost.why}); },
             },
             location);
}

void Locator::ask(SearchId id, const std::vector<dns::Question>& questions) {
  searches_.at(id).open = {questions.begin(), questions.end()};
  for (const dns::Question& question : questions)
    resolver_.look_up(question, [this, id, question](const dns::Answer& answer) {
      answered(id, question, answer);
    });
}

// An answer may come after the search went on without it.
void Locator::answered(SearchId id, const dns::Question& question, const dns::Answer& answer) {
  const auto found = searches_.find(id);
  if (found == searches_.end() || found->second.open.erase(question) == 0) return;
  Search& search = found->second;
  search.answers.insert_or_assign(question, answer);
  if (search.open.empty()) {
    search.patience.cancel();
    go_on(id);
  } else if (has_addresses_of_each(search.open, search.answers)) {
    search.patience.start(other_family_patience, [this, id] { do_without_the_rest(id); });
  }
}

void Locator::do_without_the_rest(SearchId id) {
  Search& search = searches_.at(id);
  for (const dns::Question& question : search.open)
    search.answers.insert_or_assign(question, std::unexpected{dns::Failure::no_answer});
  search.open.clear();
  go_on(id);
}

void Locator::finish(SearchId id, const Candidates& found) {
  Handler handler = std::move(searches_.at(id).handler);
  searches_.erase(id);
  handler(found);
}

}  // namespace portero::phone
