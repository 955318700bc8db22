#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/sip/registrar_for_test.hpp"
#include "core/sip/registration.hpp"

// A station, its name server and its SIP servers in virtual time, for tests of Registration.
namespace portero::sip {

class RegistrationWorld {
 public:
  explicit RegistrationWorld(RegistrationAccount account, std::uint64_t seed = 1);

  // "TCP 192.0.2.1:5060" with its rank; also makes the server.
  RegistrarForTest& server(std::string_view place, std::uint32_t rank = 0);
  void start() { give(registration::Started{}); }
  void give(const registration::Input& input);
  void pass(base::Duration duration);
  // All connections to it break, with a reset where it is TCP.
  void cut(std::string_view place);

  [[nodiscard]] bool registered() const;
  [[nodiscard]] const registration::Registered& registration() const;
  [[nodiscard]] const RegistrationFailure& failure() const;
  [[nodiscard]] std::size_t requests() const;  // at all servers
  [[nodiscard]] const Request& last_request(std::string_view place);

  enum class Dns { answers, dead, does_not_know };
  Dns dns = Dns::answers;
  std::vector<Candidate> zone;
  std::map<std::string, std::vector<Candidate>> other_zones;  // by host
  base::Endpoint local = base::parse_endpoint("10.0.0.7:40000").value();
  base::TimePoint now{std::chrono::seconds(1000)};
  std::vector<std::variant<registration::Registered, registration::Unregistered>> told;
  std::vector<registration::Action> log;
  int flows_opened = 0;
  bool finished = false;

  [[nodiscard]] static Candidate candidate(std::string_view place, std::uint32_t rank = 0);

 private:
  struct Flow {
    Candidate to;
    base::Endpoint local;
  };

  void perform(const registration::Action& action);
  void send(const registration::SendRegister& send);
  void later(registration::Input input);

  static constexpr base::Duration trip = std::chrono::milliseconds(10);

  Registration registration_;
  base::Dice dice_;
  std::map<std::string, RegistrarForTest> servers_;
  std::map<FlowId, Flow> flows_;
  std::multimap<base::TimePoint, registration::Input> mail_;
};

[[nodiscard]] RegistrationAccount account_for_test(Transport transport = Transport::tcp);

}  // namespace portero::sip
