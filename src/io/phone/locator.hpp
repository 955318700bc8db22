#pragma once

#include <expected>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "base/id.hpp"
#include "core/sip/server_location.hpp"
#include "io/loop/timer.hpp"
#include "io/net/resolver.hpp"

namespace portero::phone {

// Finds the servers of a target (RFC 3263), by as many questions to the name servers as that takes.
class Locator {
 public:
  using Candidates = std::expected<std::vector<sip::Candidate>, dns::Failure>;
  using Handler = std::move_only_function<void(const Candidates&)>;

  using Families = std::function<sip::AddressFamilies()>;

  // Where a name has addresses of one family, those of the other are awaited for this long: some
  // name servers never answer for IPv6 (RFC 8305 section 3).
  static constexpr base::Duration other_family_patience = std::chrono::milliseconds{300};

  Locator(loop::EventLoop& loop, net::Resolver& resolver,
          Families families = families_of_this_host);

  // Told once: at once where no question is open, otherwise from the loop; not any more when the
  // resolver is destroyed.
  void locate(const sip::Target& target, Handler handler);

 private:
  using SearchId = base::Id<struct SearchTag>;
  struct Search {
    sip::Target target;
    sip::AddressFamilies families;
    sip::DnsAnswers answers;
    std::set<dns::Question> open;
    loop::Timer patience;
    Handler handler;
  };

  void go_on(SearchId id);
  void ask(SearchId id, const std::vector<dns::Question>& questions);
  void answered(SearchId id, const dns::Question& question, const dns::Answer& answer);
  void do_without_the_rest(SearchId id);
  void finish(SearchId id, const Candidates& found);
  [[nodiscard]] static sip::AddressFamilies families_of_this_host();

  loop::EventLoop& loop_;
  net::Resolver& resolver_;
  Families families_;
  std::map<SearchId, Search> searches_;
  base::IdSequence<SearchId> ids_;
};

}  // namespace portero::phone
