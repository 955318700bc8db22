#include <map>

#include "core/osdp/peripheral_for_tests.hpp"

namespace portero::osdp {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Optional;

TEST_F(PeripheralTest, AnswersAPoll) {
  EXPECT_THAT(ask(Command::poll), Optional(Frame{.address = 5, .is_reply = true, .code = 0x40}));
  EXPECT_THAT(told(), ElementsAre(CameOnline{}));
}

TEST_F(PeripheralTest, AnswersInTheCheckOfThePanel) {
  EXPECT_EQ(send({.address = 5, .check = Check::checksum, .code = 0x60})->check, Check::checksum);
}

TEST_F(PeripheralTest, AnswersToNobodyElse) {
  address = 6;
  EXPECT_EQ(ask(Command::poll), std::nullopt);
  EXPECT_EQ(send({.address = 5, .is_reply = true, .code = 0x40}), std::nullopt);
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(PeripheralTest, AnswersWhoeverCallsAll) {
  address = broadcast;
  EXPECT_EQ(ask(Command::id)->address, broadcast);
}

// A reply would fall into what is said on the line by then.
TEST_F(PeripheralTest, IsSilentWhereSomebodyElseSpeaksAlready) {
  Bytes line = to_bytes(next(Command::poll));
  const Bytes to_another = to_bytes({.address = 6, .code = 0x60});
  line.insert(line.end(), to_another.begin(), to_another.end());
  EXPECT_THAT(device.receive(line, now, fresh).send, IsEmpty());
  Bytes begun = to_bytes(next(Command::poll));
  begun.push_back(start_of_message);
  EXPECT_THAT(device.receive(begun, now + 1s, fresh).send, IsEmpty());
}

TEST_F(PeripheralTest, TellsWhoItIs) {
  device = Peripheral{{.address = 5,
                       .identity = {.vendor = {1, 2, 3},
                                    .model = 4,
                                    .version = 5,
                                    .serial = 0x0a090807,
                                    .firmware = {11, 12, 13}}}};
  const auto reply = ask(Command::id, {0});
  EXPECT_THAT(reply, IsReply(Reply::pdid));
  EXPECT_EQ(reply->data, (Bytes{1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13}));
}

TEST_F(PeripheralTest, TellsWhatItCan) {
  const auto reply = ask(Command::cap, {0});
  EXPECT_THAT(reply, IsReply(Reply::pdcap));
  ASSERT_EQ(reply->data.size() % 3, 0);
  std::map<int, std::pair<int, int>> functions;
  for (std::size_t i = 0; i < reply->data.size(); i += 3)
    functions[reply->data[i]] = {reply->data[i + 1], reply->data[i + 2]};
  EXPECT_EQ(functions[3], std::pair(1, 0));      // cards as bits
  EXPECT_EQ(functions[4], std::pair(4, 1));      // an LED
  EXPECT_EQ(functions[9], std::pair(1, 0));      // AES, by no default key
  EXPECT_EQ(functions[10], std::pair(0xa0, 5));  // 1440 bytes
  EXPECT_EQ(functions[13].second, 1);            // a reader
}

TEST_F(PeripheralTest, TellsItsStatus) {
  EXPECT_EQ(ask(Command::lstat)->data, (Bytes{0, 0}));
  EXPECT_THAT(ask(Command::istat),
              AllOf(IsReply(Reply::istatr), Optional(Field(&Frame::data, IsEmpty()))));
  EXPECT_EQ(ask(Command::ostat)->data, Bytes{0});
  EXPECT_EQ(ask(Command::rstat)->data, Bytes{0});
  EXPECT_THAT(ask(Command::acurxsize, {0, 1}), IsReply(Reply::ack));
}

TEST_F(PeripheralTest, RefusesWhatItDoesNotKnowOrCannotRead) {
  EXPECT_THAT(ask(static_cast<Command>(0x73)), IsNak(Nak::unknown_command));
  EXPECT_THAT(ask(Command::led, Bytes(13)), IsNak(Nak::wrong_length));
  EXPECT_THAT(ask(Command::led), IsNak(Nak::wrong_length));
  EXPECT_THAT(ask(Command::out, Bytes(3)), IsNak(Nak::wrong_length));
  EXPECT_THAT(ask(Command::buz, Bytes(4)), IsNak(Nak::wrong_length));
  EXPECT_THAT(ask(Command::text, {0, 1, 0, 1, 1, 2, 'x'}), IsNak(Nak::wrong_length));
  EXPECT_THAT(ask(Command::comset, Bytes(4)), IsNak(Nak::wrong_length));
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
}

TEST_F(PeripheralTest, KeepsItsAddressAndRate) {
  EXPECT_EQ(ask(Command::comset, {9, 0, 0xe1, 0, 0})->data, (Bytes{5, 0x80, 0x25, 0, 0}));
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
}

TEST_F(PeripheralTest, TakesNoKeyInPlainSpeech) {
  Bytes key{1, 16};
  key.resize(18, 7);
  EXPECT_THAT(ask(Command::keyset, key), IsNak(Nak::security_wanted));
  device.arm_install(now + 1h);
  EXPECT_THAT(ask(Command::keyset, key), IsNak(Nak::security_wanted));
}

TEST_F(PeripheralTest, RefusesANumberOutOfOrder) {
  const Frame first{.address = 5, .sequence = 1, .code = 0x60};
  EXPECT_THAT(send(first), IsNak(Nak::wrong_sequence));  // it knows no beginning
  ask(Command::poll);
  EXPECT_THAT(send({.address = 5, .sequence = 2, .code = 0x60}), IsNak(Nak::wrong_sequence));
  EXPECT_THAT(send(first), IsReply(Reply::ack));
  EXPECT_THAT(send({.address = 5, .sequence = 1, .code = 0x61}), IsNak(Nak::wrong_sequence));
}

TEST_F(PeripheralTest, SaysAgainWhatWasNotHeard) {
  ask(Command::poll);
  const Frame out = next(Command::out, {0, 2, 0, 0});
  const auto reply = send(out);
  told();
  EXPECT_EQ(send(out), reply);
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(PeripheralTest, GivesACardAtTheNextPollOnly) {
  ask(Command::poll);
  offer(first_command);
  EXPECT_THAT(ask(Command::lstat), IsReply(Reply::lstatr));
  const auto reply = ask(Command::poll);
  EXPECT_THAT(reply, IsReply(Reply::raw));
  // Reader 0, bits as they are, 26 of them.
  EXPECT_EQ(reply->data, (Bytes{0, 0, 26, 0, 0x00, 0x80, 0x01, 0x00}));
  told();
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
  EXPECT_THAT(told(), ElementsAre(CardFetched{first_command}));
}

TEST_F(PeripheralTest, SaysACardAgainWhereItWasNotHeard) {
  ask(Command::poll);
  offer(first_command);
  const Frame poll = next(Command::poll);
  const auto reply = send(poll);
  now += 200ms;
  EXPECT_EQ(send(poll), reply);
  ask(Command::poll);
  EXPECT_THAT(told(), Contains(Event{CardFetched{first_command}}));
}

// A card that came later could open the door for somebody else.
TEST_F(PeripheralTest, DropsACardThatNobodyFetches) {
  ask(Command::poll);
  told();
  offer(first_command);
  EXPECT_EQ(device.next_deadline()->at, now + card_patience);
  wait(card_patience - 1us);
  EXPECT_THAT(told(), IsEmpty());
  wait(1us);
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_fetched}));
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
}

TEST_F(PeripheralTest, DropsACardWhoseCommandHasExpired) {
  ask(Command::poll);
  told();
  events = device.offer({first_command, card_bits, now + 300ms}, now);
  EXPECT_EQ(device.next_deadline()->at, now + 300ms);
  wait(300ms);
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_fetched}));
}

TEST_F(PeripheralTest, DropsACardEvenIfNobodyToldTheTime) {
  ask(Command::poll);
  offer(first_command);
  now += card_patience;
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
  EXPECT_THAT(told(), Contains(Event{CardLost{first_command, CardLoss::not_fetched}}));
}

TEST_F(PeripheralTest, SaysNoCardAgainThatIsTooOld) {
  ask(Command::poll);
  offer(first_command);
  const Frame poll = next(Command::poll);
  EXPECT_THAT(send(poll), IsReply(Reply::raw));
  now += card_patience;
  EXPECT_EQ(send(poll), std::nullopt);
}

// Nobody can say whether it was read; who goes on later has not read it in time.
TEST_F(PeripheralTest, TellsThatACardWasNotConfirmed) {
  ask(Command::poll);
  offer(first_command);
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::raw));
  told();
  EXPECT_EQ(device.next_deadline()->at, now + card_patience);
  wait(card_patience);
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_confirmed}));
  EXPECT_THAT(ask(Command::led, temporary_led(Colour::green)), IsReply(Reply::ack));
  EXPECT_THAT(told(), ElementsAre(LedShown{Colour::green, true}));
}

// Its maker has lost the channel, or is somebody else.
TEST_F(PeripheralTest, AHandshakeDoesNotConfirmACard) {
  for (const Command handshake : {Command::chlng, Command::scrypt}) {
    ask(Command::poll);
    offer(first_command);
    EXPECT_THAT(ask(Command::poll), IsReply(Reply::raw));
    told();
    EXPECT_THAT(ask(handshake), IsReply(Reply::nak));
    EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_confirmed}));
  }
}

// The number that comes next is no sign that anybody has read what was never on the line.
TEST_F(PeripheralTest, ACardThatWasNotSaidIsNotConfirmed) {
  ask(Command::poll);
  offer(first_command);
  Bytes both = to_bytes(next(Command::poll));
  const Bytes then = to_bytes(next(Command::lstat));
  both.insert(both.end(), then.begin(), then.end());
  told();
  const Peripheral::Step step = device.receive(both, now, fresh);
  EXPECT_THAT(parse_frame(step.send).value().code, 0x48);
  EXPECT_THAT(step.events, ElementsAre(CardLost{first_command, CardLoss::not_confirmed}));
}

TEST_F(PeripheralTest, ACardThatTheLineDidNotTakeIsNotConfirmedUntilItIsSaid) {
  ask(Command::poll);
  for (const bool said_again : {false, true}) {
    offer(first_command);
    const Frame poll = next(Command::poll);
    EXPECT_THAT(send(poll), IsReply(Reply::raw));
    device.not_said();
    if (said_again) EXPECT_THAT(send(poll), IsReply(Reply::raw));
    told();
    ask(Command::poll);
    EXPECT_THAT(told(),
                ElementsAre(said_again ? Event{CardFetched{first_command}}
                                       : Event{CardLost{first_command, CardLoss::not_confirmed}}));
  }
}

TEST_F(PeripheralTest, GivesNoCardTwiceToAPanelThatBeginsAnew) {
  ask(Command::poll);
  offer(first_command);
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::raw));
  told();
  sequence = 0;
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
  EXPECT_THAT(told(), ElementsAre(CardLost{first_command, CardLoss::not_confirmed}));
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
}

TEST_F(PeripheralTest, GivesCardsInTheirOrderAndNotTooMany) {
  for (std::size_t i = 0; i < cards_waiting; ++i) offer(first_command);
  told();
  offer(second_command);
  EXPECT_THAT(told(), ElementsAre(CardLost{second_command, CardLoss::too_many}));
  for (std::size_t i = 0; i < cards_waiting; ++i)
    EXPECT_THAT(ask(Command::poll), IsReply(Reply::raw));
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
}

TEST_F(PeripheralTest, TellsThatThePanelIsGone) {
  ask(Command::poll);
  told();
  EXPECT_EQ(device.next_deadline()->at, now + offline_after);
  wait(offline_after - 1us);
  EXPECT_THAT(told(), IsEmpty());
  wait(1us);
  EXPECT_THAT(told(), ElementsAre(WentOffline{}));
  EXPECT_FALSE(device.online());
  EXPECT_THAT(ask(Command::poll), IsNak(Nak::wrong_sequence));
  EXPECT_THAT(told(), ElementsAre(CameOnline{}));
}

TEST_F(PeripheralTest, SurvivesNoise) {
  Bytes noise = to_bytes(next(Command::poll));
  noise[6] ^= 1U;
  EXPECT_THAT(device.receive(noise, now, fresh).send, IsEmpty());
  sequence = 0;
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::ack));
}

}  // namespace
}  // namespace portero::osdp
