#pragma once

#include <expected>
#include <functional>
#include <map>
#include <vector>

#include "base/id.hpp"
#include "core/sip/server_location.hpp"
#include "io/net/resolver.hpp"

namespace portero::phone {

// Finds the servers of a target (RFC 3263), by as many questions to the name servers as that takes.
class Locator {
 public:
  using Candidates = std::expected<std::vector<sip::Candidate>, dns::Failure>;
  using Handler = std::move_only_function<void(const Candidates&)>;

  explicit Locator(net::Resolver& resolver) : resolver_(resolver) {}

  // Told once: at once where no question is open, otherwise from the loop; not any more when the
  // resolver is destroyed.
  void locate(const sip::Target& target, Handler handler);

 private:
  using SearchId = base::Id<struct SearchTag>;
  struct Search {
    sip::Target target;
    sip::AddressFamilies families;
    sip::DnsAnswers answers;
    std::size_t awaited = 0;
    Handler handler;
  };

  void go_on(SearchId id);
  void ask(SearchId id, const std::vector<dns::Question>& questions);
  void answered(SearchId id, const dns::Question& question, const dns::Answer& answer);
  void finish(SearchId id, const Candidates& found);

  net::Resolver& resolver_;
  std::map<SearchId, Search> searches_;
  base::IdSequence<SearchId> ids_;
};

}  // namespace portero::phone
