#include "io/phone/locator.hpp"

#include "base/overloaded.hpp"
#include "io/net/own_addresses.hpp"
#include "io/phone/entropy.hpp"

namespace portero::phone {
namespace {

// Any address of the wide world does: nothing is sent there.
sip::AddressFamilies families_of_this_host() {
  const auto routed = [](std::string_view address) {
    const auto parsed = base::IpAddress::parse(address);
    return parsed && net::own_address_towards(*parsed).has_value();
  };
  return {.ipv4 = routed("192.0.2.1"), .ipv6 = routed("2001:db8::1")};
}

}  // namespace

void Locator::locate(const sip::Target& target, Handler handler) {
  const SearchId id = ids_.next();
  searches_.emplace(id, Search{.target = target,
                               .families = families_of_this_host(),
                               .answers = {},
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
  searches_.at(id).awaited = questions.size();
  for (const dns::Question& question : questions)
    resolver_.look_up(question, [this, id, question](const dns::Answer& answer) {
      answered(id, question, answer);
    });
}

void Locator::answered(SearchId id, const dns::Question& question, const dns::Answer& answer) {
  Search& search = searches_.at(id);
  search.answers.insert_or_assign(question, answer);
  if (--search.awaited == 0) go_on(id);
}

void Locator::finish(SearchId id, const Candidates& found) {
  Handler handler = std::move(searches_.at(id).handler);
  searches_.erase(id);
  handler(found);
}

}  // namespace portero::phone
