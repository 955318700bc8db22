#pragma once

#include <string>
#include <string_view>

namespace portero::sip {

enum class MethodId {
  invite,
  ack,
  bye,
  cancel,
  options,
  register_,
  prack,
  update,
  info,
  refer,
  message,
  subscribe,
  notify,
  publish,
  other,
};

// A method that we know or the token of another; case counts (RFC 3261 section 7.1).
class Method {
 public:
  // MethodId::other alone names nothing.
  explicit(false) Method(MethodId id) : id_(id) {}
  [[nodiscard]] static Method from_text(std::string_view token);

  [[nodiscard]] MethodId id() const { return id_; }
  [[nodiscard]] std::string_view text() const;

  bool operator==(const Method&) const = default;

 private:
  MethodId id_;
  std::string other_;
};

}  // namespace portero::sip
