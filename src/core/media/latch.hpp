#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "base/endpoint.hpp"
#include "base/time.hpp"

namespace portero::media {

// Whose packets count on one port (symmetric RTP, RFC 4961; latching, RFC 7362 section 4). A far
// side behind NAT sends from elsewhere than it said: so the first who sends is believed, until the
// one who was described sends himself. After that nobody else is, but the same host from another
// port once the first port has been silent.
//
// Where both sides speak ICE, whoever has proven that he read our description counts, and from then
// on nobody else.
class Latch {
 public:
  // Ways that have been proven; the oldest is forgotten.
  static constexpr std::size_t max_proven = 8;
  // A NAT that forgot its mapping sends on from another port.
  static constexpr base::Duration silence_before_another_port = std::chrono::seconds{3};

  // As it was agreed, anew with each agreement. Without an address (a name, or 0.0.0.0) the first
  // who sends is the one.
  void expect(const std::optional<base::Endpoint>& described);

  // Whether a packet from there counts.
  [[nodiscard]] bool takes(const base::Endpoint& source, base::TimePoint now);

  // A check of ICE came from there, with our password. Who is `wanted` is sent to, unless media
  // comes another way.
  void proven(const base::Endpoint& source, bool wanted, base::TimePoint now);

  [[nodiscard]] bool is_proven() const { return !proven_.empty(); }

  // Where to send: whoever counts, else whoever was described.
  [[nodiscard]] std::optional<base::Endpoint> far_side() const {
    return latched_ ? latched_ : described_;
  }
  // Whether who counts has the address that was described, or has proven to have read our
  // description. Only then do keys count that no encryption protects (UNL-6).
  [[nodiscard]] bool is_as_described() const {
    return latched_ &&
           (has_proven(*latched_) || (described_ && latched_->address == described_->address));
  }

 private:
  [[nodiscard]] bool may_replace(const base::Endpoint& source, base::TimePoint now) const;
  [[nodiscard]] bool has_proven(const base::Endpoint& source) const {
    return std::ranges::find(proven_, source) != proven_.end();
  }

  std::optional<base::Endpoint> described_;
  std::optional<base::Endpoint> latched_;
  base::TimePoint heard_{};
  std::vector<base::Endpoint> proven_;
};

}  // namespace portero::media
