#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "core/sip/digest_server.hpp"
#include "core/sip/message.hpp"

namespace portero::sip {

// One server: a registrar with accounts, or whatever the test wants it to be.
class RegistrarForTest {
 public:
  enum class Mood { up, refuses, silent, certificate_expired };

  Mood mood = Mood::up;
  std::string user = "100";
  std::string password = "secret";
  std::uint32_t granted = 300;
  std::optional<base::Endpoint> sees;  // a NAT between us: where requests seem to come from
  std::string server_header;           // "Name: value" of each 200
  // Answers the next requests in this order, instead of the registrar.
  std::deque<std::function<Response(const Request&)>> script;

  std::vector<Request> requests;
  std::map<std::string, base::TimePoint> bindings;  // contact, until when

  // nullopt: silence.
  std::optional<Response> answer(const Request& request, base::TimePoint now);
  // Forgets bindings and nonces.
  void restart();
  [[nodiscard]] std::set<std::string> bound_at(base::TimePoint now) const;

 private:
  Response registered(const Request& request, base::TimePoint now);

  DigestServer digest_{"pbx", std::chrono::hours(1)};
  int nonces_ = 0;
};

}  // namespace portero::sip
