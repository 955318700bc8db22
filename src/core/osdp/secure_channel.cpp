#include "core/osdp/secure_channel.hpp"

#include <algorithm>
#include <utility>

namespace portero::osdp {
namespace {

// In the security blocks of the handshake: which key.
constexpr std::uint8_t by_default_key = 0;
constexpr std::uint8_t by_own_key = 1;
constexpr std::uint8_t accepted = 1;

// From here on a reply is to its command as the peripheral completes it.
Frame reply(Reply code, Scs scs, std::uint8_t detail, Bytes data) {
  return {.is_reply = true,
          .security = SecurityBlock{static_cast<std::uint8_t>(scs), {detail}},
          .code = static_cast<std::uint8_t>(code),
          .data = std::move(data)};
}

void append(Bytes& to, base::ByteView more) { to.insert(to.end(), more.begin(), more.end()); }

}  // namespace

std::expected<Frame, Nak> SecureChannel::challenged(const Frame& command, const Nonce& drawn,
                                                    bool default_key_allowed) {
  close();
  if (!command.security || !command.security->is(Scs::challenge) ||
      command.security->data.size() != 1 || command.security->data[0] > by_own_key)
    return std::unexpected{Nak::security_block_unsupported};
  Nonce of_panel{};
  if (command.data.size() != of_panel.size()) return std::unexpected{Nak::wrong_length};
  std::ranges::copy(command.data, of_panel.begin());

  const bool by_default = command.security->data[0] == by_default_key;
  if (by_default ? !default_key_allowed : !key_) return std::unexpected{Nak::security_wanted};
  const SessionKeys keys = session_keys(by_default ? default_key : *key_, of_panel);
  challenge_ = Challenge{.keys = keys,
                         .proof = server_cryptogram(keys, of_panel, drawn),
                         .protection = by_default ? Protection::default_key : Protection::own_key};

  Bytes data{client_.begin(), client_.end()};
  append(data, drawn);
  append(data, client_cryptogram(keys, of_panel, drawn));
  return reply(Reply::ccrypt, Scs::client_cryptogram, command.security->data[0], std::move(data));
}

std::expected<Frame, Nak> SecureChannel::proven(const Frame& command) {
  const auto challenge = std::exchange(challenge_, std::nullopt);
  standing_.reset();
  if (!command.security || !command.security->is(Scs::server_cryptogram))
    return std::unexpected{Nak::security_block_unsupported};
  // A wrong proof is told by a NAK: an R-MAC I would be AES under our keys of what anybody sent.
  if (!challenge || !same(command.data, challenge->proof))
    return std::unexpected{Nak::security_wanted};
  const Block first = initial_mac(challenge->keys, challenge->proof);
  standing_ = Standing{SecureSession{challenge->keys, first}, challenge->protection};
  return reply(Reply::rmac_i, Scs::initial_mac, accepted, {first.begin(), first.end()});
}

Protection SecureChannel::protection() const {
  return standing_ ? standing_->protection : Protection::none;
}

void SecureChannel::close() {
  challenge_.reset();
  standing_.reset();
}

void SecureChannel::close_by_default_key() {
  if ((challenge_ && challenge_->protection == Protection::default_key) ||
      protection() == Protection::default_key)
    close();
}

std::optional<Frame> SecureChannel::open(Frame command) {
  std::optional<Frame> opened;
  if (standing_ && command.security &&
      (command.security->is(Scs::command_with_mac) || command.security->is(Scs::encrypted_command)))
    opened = standing_->session.open(std::move(command));
  if (!opened) close();
  return opened;
}

Frame SecureChannel::seal(Frame reply) {
  return standing_ ? standing_->session.seal(std::move(reply)) : reply;
}

}  // namespace portero::osdp
