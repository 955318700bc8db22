#include "core/osdp/session_keys.hpp"

#include <algorithm>

namespace portero::osdp {
namespace {

Key derived(const Key& base, std::uint8_t which, const Nonce& of_panel) {
  Block from{0x01, which};
  std::ranges::copy_n(of_panel.begin(), 6, from.begin() + 2);
  return encrypted(base, from);
}

Block joined(const Nonce& first, const Nonce& second) {
  Block out{};
  std::ranges::copy(first, out.begin());
  std::ranges::copy(second, out.begin() + first.size());
  return out;
}

}  // namespace

SessionKeys session_keys(const Key& base, const Nonce& of_panel) {
  return {.enc = derived(base, 0x82, of_panel),
          .mac1 = derived(base, 0x01, of_panel),
          .mac2 = derived(base, 0x02, of_panel)};
}

Block client_cryptogram(const SessionKeys& keys, const Nonce& of_panel, const Nonce& of_device) {
  return encrypted(keys.enc, joined(of_panel, of_device));
}

Block server_cryptogram(const SessionKeys& keys, const Nonce& of_panel, const Nonce& of_device) {
  return encrypted(keys.enc, joined(of_device, of_panel));
}

Block initial_mac(const SessionKeys& keys, const Block& server_cryptogram) {
  return encrypted(keys.mac2, encrypted(keys.mac1, server_cryptogram));
}

Block mac(const SessionKeys& keys, const Block& before, Bytes message) {
  constexpr std::size_t block = Block{}.size();
  if (message.size() % block != 0) {
    message.push_back(0x80);
    message.resize((message.size() + block - 1) / block * block);
  }
  const base::ByteView padded{message};
  Block so_far = before;
  if (padded.size() > block) {
    const Bytes chained = encrypted(keys.mac1, before, padded.first(padded.size() - block));
    std::ranges::copy(base::ByteView{chained}.last(block), so_far.begin());
  }
  const Bytes last = encrypted(keys.mac2, so_far, padded.last(block));
  Block out{};
  std::ranges::copy(last, out.begin());
  return out;
}

}  // namespace portero::osdp
