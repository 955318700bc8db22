#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "core/transport/failure.hpp"
#include "io/net/tls_context.hpp"

namespace portero::net {

// What one step of a session brought about.
struct TlsProgress {
  std::vector<std::uint8_t> to_peer;  // to be sent whatever else is here: it may be an alert
  std::vector<std::uint8_t> received;
  bool established = false;  // by this step
  bool ended = false;        // the other side sends no more
  std::optional<transport::Failure> failure;
};

// One end of a TLS connection without its socket: bytes in, bytes out. After a failure or an end
// it takes and gives nothing more.
class TlsSession {
 public:
  // The name, or the address where it is known by nothing else, that the certificate must be for.
  [[nodiscard]] static TlsSession client(std::shared_ptr<const TlsClient> context,
                                         const std::string& server_name);
  [[nodiscard]] static TlsSession server(std::shared_ptr<const TlsServer> context);
  ~TlsSession();
  TlsSession(TlsSession&&) noexcept;
  TlsSession& operator=(TlsSession&&) noexcept;

  [[nodiscard]] bool established() const;

  // A client's first words; of a server, nothing.
  [[nodiscard]] TlsProgress start();
  [[nodiscard]] TlsProgress receive(base::ByteView from_peer);
  // Only once established.
  [[nodiscard]] TlsProgress send(base::ByteView plain);
  // Says goodbye.
  [[nodiscard]] TlsProgress finish();

 private:
  struct State;
  explicit TlsSession(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace portero::net
