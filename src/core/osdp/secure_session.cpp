#include "core/osdp/secure_session.hpp"

#include <algorithm>
#include <utility>

namespace portero::osdp {
namespace {

constexpr std::size_t block = Block{}.size();
constexpr std::uint8_t padding_begins = 0x80;

Bytes padded(Bytes data) {
  data.push_back(padding_begins);
  data.resize((data.size() + block - 1) / block * block);
  return data;
}

std::optional<Bytes> unpadded(Bytes data) {
  while (!data.empty() && data.back() == 0) data.pop_back();
  if (data.empty() || data.back() != padding_begins) return std::nullopt;
  data.pop_back();
  return data;
}

Mac shortened(const Block& whole) {
  Mac mac{};
  std::ranges::copy_n(whole.begin(), mac.size(), mac.begin());
  return mac;
}

}  // namespace

Frame SecureSession::seal(Frame plain) {
  const bool has_data = !plain.data.empty();
  const Scs scs = plain.is_reply ? (has_data ? Scs::encrypted_reply : Scs::reply_with_mac)
                                 : (has_data ? Scs::encrypted_command : Scs::command_with_mac);
  plain.security = SecurityBlock{static_cast<std::uint8_t>(scs)};
  if (has_data) plain.data = encrypted(keys_.enc, initial_vector(), padded(std::move(plain.data)));
  plain.mac.emplace();  // its length is in the header, which the MAC covers
  last_mac_ = mac(keys_, last_mac_, before_mac(plain));
  plain.mac = shortened(last_mac_);
  return plain;
}

std::optional<Frame> SecureSession::open(Frame sealed) {
  if (!sealed.security || !sealed.mac) return std::nullopt;
  const Block whole = mac(keys_, last_mac_, before_mac(sealed));
  if (!same(shortened(whole), *sealed.mac)) return std::nullopt;
  const Block vector = initial_vector();
  last_mac_ = whole;
  sealed.mac.reset();
  if (sealed.security->is(Scs::encrypted_command) || sealed.security->is(Scs::encrypted_reply)) {
    if (sealed.data.size() % block != 0) return std::nullopt;
    auto data = unpadded(decrypted(keys_.enc, vector, sealed.data));
    if (!data) return std::nullopt;
    sealed.data = *std::move(data);
  }
  return sealed;
}

// The last MAC, each bit turned over.
Block SecureSession::initial_vector() const {
  Block vector = last_mac_;
  for (std::uint8_t& byte : vector) byte = static_cast<std::uint8_t>(~byte);
  return vector;
}

}  // namespace portero::osdp
