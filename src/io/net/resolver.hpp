#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/dns/records.hpp"
#include "io/loop/event_loop.hpp"
#include "io/net/dns_client.hpp"

namespace portero::net {

// Names to records without ever waiting twice: see core/dns/cache.hpp. An IP address is its own
// answer. Never blocks.
class Resolver {
 public:
  using Handler = std::function<void(const dns::Answer&)>;

  explicit Resolver(loop::EventLoop& loop, const DnsSettings& settings = {});
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // Told from the loop, once; in its next turn when the answer is known. Not told any more when the
  // resolver is destroyed, which the handler may do.
  void look_up(const dns::Question& question, Handler handler);

  // Why there was no answer to the last question, for people; empty when there was one.
  [[nodiscard]] const std::string& trouble() const;

 private:
  class Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::net
