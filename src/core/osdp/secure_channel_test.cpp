#include "core/osdp/secure_channel.hpp"

#include <algorithm>

#include "core/osdp/captured_for_tests.hpp"
#include "core/osdp/hex_for_tests.hpp"
#include "core/osdp/peripheral_for_tests.hpp"

namespace portero::osdp {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// The device of the capture, as its messages show it.
constexpr Identity of_capture{.vendor = {0x0a, 0x00, 0x17},
                              .model = 3,
                              .version = 0,
                              .serial = 0xeddefeca,
                              .firmware = {1, 0x50, 2}};

Key captured_key() {
  Key key{};
  std::ranges::copy(hex(captured::key), key.begin());
  return key;
}

struct SecureChannelTest : PeripheralTest {
  SecureChannelTest() {
    address = config.address = 0;
    config.identity = of_capture;
    device = Peripheral{config};
  }
  Bytes reply(std::string_view command) {
    Peripheral::Step step = device.receive(hex(command), now, fresh);
    events.insert(events.end(), step.events.begin(), step.events.end());
    return step.send;
  }
  void set_up(bool required) {
    config.secure_channel_required = required;
    config.key = captured_key();
    device = Peripheral{config};
  }
  // With a session by our own numbers.
  SecureSession establish(const Key& key, std::uint8_t which) {
    sequence = 0;
    ask(Command::id, {0});
    const Nonce drawn{1, 2, 3, 4, 5, 6, 7, 8};
    Frame chlng = next(Command::chlng, {drawn.begin(), drawn.end()});
    chlng.security = SecurityBlock{0x11, {which}};
    EXPECT_THAT(send(chlng), IsReply(Reply::ccrypt));
    const SessionKeys keys = session_keys(key, drawn);
    const Block proof = server_cryptogram(keys, drawn, fresh);
    Frame scrypt = next(Command::scrypt, {proof.begin(), proof.end()});
    scrypt.security = SecurityBlock{0x13, {which}};
    EXPECT_THAT(send(scrypt), IsReply(Reply::rmac_i));
    told();
    return {keys, initial_mac(keys, proof)};
  }
  std::optional<Frame> ask_in(SecureSession& session, Command code, Bytes data = {}) {
    auto sealed = send(session.seal(next(code, std::move(data))));
    return sealed && sealed->mac ? session.open(*std::move(sealed)) : sealed;
  }
};

// Byte for byte what a reader of others said, from the same numbers.
TEST_F(SecureChannelTest, SpeaksAsTheCapture) {
  device.arm_install(now + 1h);
  ask(Command::id, {0});
  told();
  EXPECT_EQ(reply(captured::chlng), hex(captured::ccrypt));
  EXPECT_EQ(reply(captured::scrypt), hex(captured::rmac_i));
  EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::default_key}));
  EXPECT_EQ(reply(captured::keyset), hex(captured::ack));
  EXPECT_THAT(told(), ElementsAre(KeySet{captured_key()}, ProtectionChanged{Protection::none}));
  EXPECT_FALSE(device.install_armed());
  EXPECT_EQ(reply(captured::keyset), hex(captured::ack));  // where it was not heard

  EXPECT_EQ(reply(captured::by_own_key[0]), hex(captured::by_own_key[1]));
  EXPECT_EQ(reply(captured::by_own_key[2]), hex(captured::by_own_key[3]));
  EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::own_key}));
}

TEST_F(SecureChannelTest, TheDefaultKeyEndsWithInstallMode) {
  device.arm_install(now + 1s);
  SecureSession session = establish(default_key, 0);
  wait(1s);
  EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::none}));
  Bytes data{1, 16};
  data.resize(18, 7);
  EXPECT_THAT(ask_in(session, Command::keyset, data), IsNak(Nak::security_wanted));
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(SecureChannelTest, AHandshakeByTheDefaultKeyEndsWithInstallMode) {
  device.arm_install(now + 1s);
  ask(Command::id, {0});
  EXPECT_EQ(reply(captured::chlng), hex(captured::ccrypt));
  now += 1s;
  EXPECT_THAT(send(parse_frame(hex(captured::scrypt)).value()), IsNak(Nak::security_wanted));
  EXPECT_EQ(device.protection(), Protection::none);
}

TEST_F(SecureChannelTest, TheDefaultKeySetsOneKeyOnly) {
  device.arm_install(now + 1h);
  SecureSession session = establish(default_key, 0);
  Bytes data{1, 16};
  data.resize(18, 7);
  EXPECT_THAT(ask_in(session, Command::keyset, data), IsReply(Reply::ack));
  told();
  data.back() = 8;
  EXPECT_THAT(ask_in(session, Command::keyset, data), IsNak(Nak::security_wanted));
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(SecureChannelTest, TheDefaultKeyOpensNothingUnlessArmed) {
  ask(Command::id, {0});
  EXPECT_THAT(parse_frame(reply(captured::chlng)).value(),
              testing::ResultOf([](const Frame& f) { return std::optional{f}; },
                                IsNak(Nak::security_wanted)));
  device.arm_install(now + 1s);
  now += 1s;
  sequence = 0;
  ask(Command::id, {0});
  EXPECT_EQ(reply(captured::chlng).size(), to_bytes(Frame{.data = {0}}).size());
  EXPECT_EQ(device.protection(), Protection::none);
}

TEST_F(SecureChannelTest, AWrongProofIsRefused) {
  device.arm_install(now + 1h);
  ask(Command::id, {0});
  reply(captured::chlng);
  Frame scrypt = parse_frame(hex(captured::scrypt)).value();
  scrypt.data[15] ^= 1U;
  EXPECT_THAT(send(scrypt), IsNak(Nak::security_wanted));
  EXPECT_EQ(device.protection(), Protection::none);
}

// Who has recorded a handshake cannot play it again: the device has drawn other numbers.
TEST_F(SecureChannelTest, AReplayedHandshakeIsRefused) {
  device.arm_install(now + 1h);
  ask(Command::id, {0});
  fresh = {9, 9, 9};
  reply(captured::chlng);
  reply(captured::scrypt);
  EXPECT_EQ(device.protection(), Protection::none);
}

TEST_F(SecureChannelTest, CardsAndAnswersGoThroughIt) {
  set_up(true);
  SecureSession session = establish(captured_key(), 1);
  offer(first_command);
  const auto card = ask_in(session, Command::poll);
  EXPECT_THAT(card, IsReply(Reply::raw));
  EXPECT_EQ(card->data, (Bytes{0, 0, 26, 0, 0x00, 0x80, 0x01, 0x00}));
  EXPECT_THAT(ask_in(session, Command::led, temporary_led(Colour::green)), IsReply(Reply::ack));
  EXPECT_THAT(told(), ElementsAre(CardFetched{first_command}, LedShown{Colour::green, true},
                                  PanelAnswered{access::PanelOutcome::granted}));
  EXPECT_THAT(ask_in(session, static_cast<Command>(0x73)), IsNak(Nak::unknown_command));
  EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::ack));
}

TEST_F(SecureChannelTest, AReplyThatWasLostIsSaidAgainWithinIt) {
  set_up(true);
  SecureSession session = establish(captured_key(), 1);
  const Frame poll = session.seal(next(Command::poll));
  const auto first = send(poll);
  EXPECT_EQ(send(poll), first);
  EXPECT_TRUE(session.open(first.value()));
  EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::ack));
}

TEST_F(SecureChannelTest, WhereItIsRequiredNothingElseIsAnswered) {
  set_up(true);
  offer(first_command);
  EXPECT_THAT(ask(Command::poll), IsNak(Nak::security_wanted));
  for (const Command command : {Command::lstat, Command::ostat, Command::led, Command::out,
                                Command::text, Command::comset, Command::keyset, Command::rstat})
    EXPECT_THAT(ask(command, permanent_led(Colour::green)), IsNak(Nak::security_wanted));
  EXPECT_THAT(told(), ElementsAre(CameOnline{}));
  EXPECT_THAT(ask(Command::id, {0}), IsReply(Reply::pdid));
  EXPECT_THAT(ask(Command::cap, {0}), IsReply(Reply::pdcap));
  wait(card_patience);
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_allowed}));
}

// Everybody knows it.
TEST_F(SecureChannelTest, WhereThereIsAKeyTheDefaultKeyGetsNoCard) {
  for (const bool required : {false, true}) {
    set_up(required);
    device.arm_install(now + 1h);
    SecureSession session = establish(default_key, 0);
    offer(first_command);
    EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::ack));
    EXPECT_THAT(ask_in(session, Command::led, temporary_led(Colour::green)),
                IsNak(Nak::security_wanted));
    EXPECT_THAT(told(), IsEmpty());
  }
}

// Who begins anew plainly, at sequence number 0, is given what everybody may have.
TEST_F(SecureChannelTest, WhereThereIsAKeyPlainSpeechGetsNoCardAndGivesNoAnswer) {
  set_up(false);
  SecureSession session = establish(captured_key(), 1);
  offer(first_command);
  EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::raw));
  EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::ack));
  told();
  sequence = 0;
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
  for (const Command command : {Command::led, Command::out, Command::text, Command::comset,
                                Command::keyset, Command::lstat, Command::ostat})
    EXPECT_THAT(ask(command, temporary_led(Colour::green)), IsNak(Nak::security_wanted));
  EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::none}));
  EXPECT_THAT(ask(Command::id, {0}), IsReply(Reply::pdid));
  EXPECT_THAT(ask(Command::cap, {0}), IsReply(Reply::pdcap));
  offer(first_command);
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
  wait(card_patience);
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_allowed}));
}

TEST_F(SecureChannelTest, AForgedCommandEndsItAndMovesNothing) {
  set_up(true);
  SecureSession session = establish(captured_key(), 1);
  offer(first_command);
  EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::raw));
  Frame forged = next(Command::led, temporary_led(Colour::green));
  forged.security = SecurityBlock{0x15};
  forged.mac.emplace();
  EXPECT_THAT(send(forged), IsNak(Nak::security_wanted));
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_confirmed},
                                  ProtectionChanged{Protection::none}));
}

// A block of the handshake bears no MAC: it must carry nothing but the handshake.
TEST_F(SecureChannelTest, NothingSlipsInBesideIt) {
  for (const std::uint8_t type : Bytes{0x11, 0x12, 0x13, 0x14, 0x21, 0xff}) {
    set_up(false);
    std::ignore = establish(captured_key(), 1);
    Frame slipped = next(Command::out, {0, 2, 0, 0});
    slipped.security = SecurityBlock{type, {1}};
    EXPECT_THAT(send(slipped), IsNak(Nak::security_block_unsupported)) << int{type};
    EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::none}));
  }
  std::ignore = establish(captured_key(), 1);
  EXPECT_THAT(ask(Command::out, {0, 2, 0, 0}), IsNak(Nak::security_wanted));
  EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::none}));
}

TEST_F(SecureChannelTest, AKeyIsReplacedWithinIt) {
  set_up(true);
  SecureSession session = establish(captured_key(), 1);
  const Key replacement{7, 7, 7};
  Bytes data{1, 16};
  data.insert(data.end(), replacement.begin(), replacement.end());
  EXPECT_THAT(ask_in(session, Command::keyset, data), IsReply(Reply::ack));
  EXPECT_THAT(told(), ElementsAre(KeySet{replacement}));
  EXPECT_THAT(ask_in(session, Command::poll), IsReply(Reply::ack));
  std::ignore = establish(replacement, 1);
}

TEST_F(SecureChannelTest, TheDefaultKeyIsNoKeyOfOnesOwn) {
  set_up(true);
  SecureSession session = establish(captured_key(), 1);
  Bytes data{1, 16};
  data.insert(data.end(), default_key.begin(), default_key.end());
  EXPECT_THAT(ask_in(session, Command::keyset, data), IsNak(Nak::cannot_process));
  EXPECT_THAT(ask_in(session, Command::keyset, {1, 16, 7}), IsNak(Nak::wrong_length));
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(SecureChannelTest, EndsWithThePanelsSilence) {
  set_up(true);
  std::ignore = establish(captured_key(), 1);
  wait(offline_after);
  EXPECT_THAT(told(), ElementsAre(ProtectionChanged{Protection::none}, WentOffline{}));
}

}  // namespace
}  // namespace portero::osdp
