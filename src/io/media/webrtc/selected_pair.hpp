#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <glib-object.h>

namespace portero::webrtc {

// How the two sides reach each other.
enum class PairKind : std::uint8_t { none, direct, relayed };

struct Pair {
  PairKind kind = PairKind::none;
  std::string local;   // "host udp 192.0.2.1:40000"
  std::string remote;  // of the browser

  bool operator==(const Pair&) const = default;
};

// Remembers which candidates libnice chose: those that it shows to whoever asks belong to it, and
// may be gone while they are read.
class SelectedPair {
 public:
  explicit SelectedPair(GObject* agent);

  [[nodiscard]] Pair now() const;

  struct Shared;  // with libnice's thread

 private:
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::webrtc
