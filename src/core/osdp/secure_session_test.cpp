#include "core/osdp/secure_session.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "core/osdp/captured_for_tests.hpp"
#include "core/osdp/hex_for_tests.hpp"

namespace portero::osdp {
namespace {

Frame frame(std::string_view text) { return parse_frame(hex(text)).value(); }

template <class Whole>
Whole part(const Bytes& bytes, std::size_t from) {
  Whole whole{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), whole.size(), whole.begin());
  return whole;
}

// What panel and reader must have computed, by their messages.
struct Handshake {
  Handshake(const Key& base, std::string_view chlng, std::string_view ccrypt)
      : of_panel(part<Nonce>(frame(chlng).data, 0)),
        of_device(part<Nonce>(frame(ccrypt).data, 8)),
        keys(session_keys(base, of_panel)) {}

  Nonce of_panel;
  Nonce of_device;
  SessionKeys keys;
};

const Handshake by_default{default_key, captured::chlng, captured::ccrypt};
const Block proof = server_cryptogram(by_default.keys, by_default.of_panel, by_default.of_device);

SecureSession session() { return {by_default.keys, initial_mac(by_default.keys, proof)}; }

TEST(OsdpSessionKeys, AreThoseOfTheCapture) {
  EXPECT_EQ(client_cryptogram(by_default.keys, by_default.of_panel, by_default.of_device),
            part<Block>(frame(captured::ccrypt).data, 16));
  EXPECT_EQ(proof, part<Block>(frame(captured::scrypt).data, 0));
  EXPECT_EQ(initial_mac(by_default.keys, proof), part<Block>(frame(captured::rmac_i).data, 0));
}

TEST(OsdpSecureSession, OpensTheCapture) {
  SecureSession opens = session();
  const auto keyset = opens.open(frame(captured::keyset));
  ASSERT_TRUE(keyset);
  EXPECT_TRUE(keyset->is(Command::keyset));
  Bytes expected = hex("01 10");
  std::ranges::copy(hex(captured::key), std::back_inserter(expected));
  EXPECT_EQ(keyset->data, expected);
  const auto ack = opens.open(frame(captured::ack));
  ASSERT_TRUE(ack);
  EXPECT_TRUE(ack->is(Reply::ack));
}

TEST(OsdpSecureSession, SealsAsTheCapture) {
  SecureSession seals = session();
  Frame keyset{.sequence = 3, .code = 0x75, .data = hex("01 10")};
  std::ranges::copy(hex(captured::key), std::back_inserter(keyset.data));
  EXPECT_EQ(to_bytes(seals.seal(keyset)), hex(captured::keyset));
  EXPECT_EQ(to_bytes(seals.seal({.is_reply = true, .sequence = 3, .code = 0x40})),
            hex(captured::ack));
}

// The key that was set in the first session establishes the second one.
TEST(OsdpSecureSession, GoesOnThroughTheWholeCapture) {
  const auto& messages = captured::by_own_key;
  const Handshake own{part<Key>(hex(captured::key), 0), messages[0], messages[1]};
  const Block shown = server_cryptogram(own.keys, own.of_panel, own.of_device);
  EXPECT_EQ(shown, part<Block>(frame(messages[2]).data, 0));
  SecureSession opens{own.keys, initial_mac(own.keys, shown)};
  SecureSession seals = opens;
  std::vector<Bytes> data;
  for (std::size_t i = 4; i < messages.size(); ++i) {
    auto opened = opens.open(frame(messages[i]));
    ASSERT_TRUE(opened) << messages[i];
    data.push_back(opened->data);
    // The panel of the capture encrypts even no data at all, of which we send SCS_15.
    const bool as_we_do = !opened->data.empty() || opened->security->is(Scs::reply_with_mac);
    opened->security.reset();
    if (as_we_do) EXPECT_EQ(to_bytes(seals.seal(*opened)), hex(messages[i]));
    seals = opens;
  }
  EXPECT_EQ(data[0], hex("00"));  // CAP
  EXPECT_EQ(data[2].size(), 14);  // LED
  EXPECT_EQ(data[3], Bytes{});    // its ACK
  EXPECT_EQ(data[6], Bytes{});    // LSTAT
  EXPECT_EQ(data[7], hex("00 01"));
}

TEST(OsdpSecureSession, RefusesWhatWasChangedRepeatedOrLeftOut) {
  Frame changed = frame(captured::keyset);
  changed.data[3] ^= 1U;
  EXPECT_EQ(session().open(changed), std::nullopt);
  Frame renumbered = frame(captured::keyset);
  renumbered.sequence = 1;
  EXPECT_EQ(session().open(renumbered), std::nullopt);

  SecureSession opens = session();
  ASSERT_TRUE(opens.open(frame(captured::keyset)));
  EXPECT_EQ(opens.open(frame(captured::keyset)), std::nullopt);
  EXPECT_EQ(session().open(frame(captured::ack)), std::nullopt);
}

TEST(OsdpSecureSession, RefusesWhatBearsNoMac) {
  EXPECT_EQ(session().open({.sequence = 3, .code = 0x60}), std::nullopt);
}

TEST(OsdpSecureSession, CarriesDataOfEachLength) {
  SecureSession seals = session();
  SecureSession opens = session();
  for (std::size_t length = 0; length < 70; ++length) {
    const Frame plain{.is_reply = length % 2 == 1, .code = 0x50, .data = Bytes(length, 0x80)};
    const auto opened = opens.open(parse_frame(to_bytes(seals.seal(plain))).value());
    ASSERT_TRUE(opened) << length;
    EXPECT_EQ(opened->data, plain.data);
  }
}

}  // namespace
}  // namespace portero::osdp
