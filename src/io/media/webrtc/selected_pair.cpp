#include "io/media/webrtc/selected_pair.hpp"

#include <mutex>
#include <utility>

#include <fmt/core.h>
#include <nice/agent.h>

#include "io/media/webrtc/signal.hpp"

namespace portero::webrtc {

struct SelectedPair::Shared {
  std::mutex mutex{};
  Pair pair{};
};

namespace {

using Watch = std::shared_ptr<SelectedPair::Shared>;

std::string in_words(const NiceCandidate& candidate) {
  static constexpr const char* types[] = {"host", "srflx", "prflx", "relay"};
  char address[INET6_ADDRSTRLEN] = {};
  nice_address_to_string(&candidate.addr, address);
  return fmt::format("{} {} {}:{}", types[candidate.type],
                     candidate.transport == NICE_CANDIDATE_TRANSPORT_UDP ? "udp" : "tcp", address,
                     nice_address_get_port(&candidate.addr));
}

void selected(NiceAgent*, guint, guint, NiceCandidate* local, NiceCandidate* remote, Watch* self) {
  const bool relayed =
      local->type == NICE_CANDIDATE_TYPE_RELAYED || remote->type == NICE_CANDIDATE_TYPE_RELAYED;
  Pair pair{.kind = relayed ? PairKind::relayed : PairKind::direct,
            .local = in_words(*local),
            .remote = in_words(*remote)};
  const std::lock_guard lock{(*self)->mutex};
  (*self)->pair = std::move(pair);
}

}  // namespace

SelectedPair::SelectedPair(GObject* agent) : shared_(std::make_shared<Shared>()) {
  connect(agent, "new-selected-pair-full", &selected, shared_);
}

Pair SelectedPair::now() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->pair;
}

}  // namespace portero::webrtc
