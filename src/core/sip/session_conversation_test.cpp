// Two stations talk over a wire that loses, doubles and reorders datagrams, in virtual time. What
// they do is drawn from a seed, which each failure prints.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/station_for_test.hpp"

namespace portero::sip {
namespace {

using namespace std::chrono_literals;

struct Weather {
  std::string_view name;
  int lost_percent = 0;
  int doubled_percent = 0;
  int latest_ms = 20;
};

class Street {
 public:
  Street(std::uint64_t seed, const Weather& weather) : chance_(seed), weather_(weather) {
    door_.on_send = [this](const std::string& text) { put(false, text); };
    phone_.on_send = [this](const std::string& text) { put(true, text); };
  }

  void live() {
    door_call_ = door_.call("sip:phone@192.0.2.9", now_);
    const base::TimePoint end = now_ + 20min;
    while (now_ < end && step()) {
    }
  }

  StationForTest door_{"door", "192.0.2.1"};
  StationForTest phone_{"phone", "192.0.2.9"};

 private:
  int roll(int sides) { return std::uniform_int_distribution{0, sides - 1}(chance_); }

  void put(bool to_door, const std::string& text) {
    const int copies = roll(100) < weather_.lost_percent      ? 0
                       : roll(100) < weather_.doubled_percent ? 2
                                                              : 1;
    for (int i = 0; i < copies; ++i)
      flying_.emplace(now_ + std::chrono::milliseconds(1 + roll(weather_.latest_ms)),
                      std::pair{to_door, text});
  }

  // To the next thing that happens; false when nothing will.
  bool step() {
    std::optional<base::TimePoint> next =
        next_deed_ < deeds ? std::optional{deed_at_} : std::nullopt;
    const auto consider = [&](std::optional<base::TimePoint> at) {
      if (at && (!next || *at < *next)) next = at;
    };
    consider(door_.next_deadline());
    consider(phone_.next_deadline());
    if (!flying_.empty()) consider(flying_.begin()->first);
    if (!next) return false;
    now_ = std::max(now_, *next);
    deliver();
    door_.time_passed(now_);
    phone_.time_passed(now_);
    if (next_deed_ < deeds && now_ >= deed_at_) do_something();
    return true;
  }

  void deliver() {
    while (!flying_.empty() && flying_.begin()->first <= now_) {
      const auto [to_door, text] = flying_.begin()->second;
      flying_.erase(flying_.begin());
      const std::string_view from = to_door ? "192.0.2.9" : "192.0.2.1";
      (to_door ? door_ : phone_)
          .receive(text, {Transport::udp, {base::IpAddress::parse(from).value(), 5060}}, now_);
    }
  }

  void do_something() {
    ++next_deed_;
    deed_at_ = now_ + std::chrono::milliseconds(roll(4000));
    const bool last = next_deed_ == deeds;
    StationForTest& who = roll(2) == 0 ? door_ : phone_;
    const std::optional<SessionId> session = &who == &door_ ? door_call_ : phone_call();
    if (last) {
      door_.handle(door_call_.value(), HangUp{{completed_elsewhere()}}, now_);
      if (const auto theirs = phone_call()) phone_.handle(*theirs, HangUp{}, now_);
      return;
    }
    if (session) who.handle(*session, deed(), now_);
  }

  SessionInput deed() {
    switch (roll(9)) {
      case 0: return ShowProgress{};
      case 1:
      case 2:
      case 3: return AnswerCall{};
      case 4: return Renegotiate{media_at("192.0.2.7", 6000), {.srtp = sdp::SrtpPolicy::off}};
      case 5: return Probe{};
      case 6: return AskForKeyFrame{};
      case 7: return roll(4) == 0 ? SessionInput{HangUp{}} : SessionInput{Probe{}};
      default: return roll(6) == 0 ? SessionInput{RejectCall{486}} : SessionInput{ShowProgress{}};
    }
  }

  std::optional<SessionId> phone_call() const {
    for (const UserAgentAction& action : phone_.told)
      if (const auto* arrived = std::get_if<CallArrived>(&action)) return arrived->session;
    return std::nullopt;
  }

  static constexpr int deeds = 12;

  std::mt19937_64 chance_;
  Weather weather_;
  base::TimePoint now_{100s};
  base::TimePoint deed_at_{100s + 300ms};
  int next_deed_ = 0;
  std::optional<SessionId> door_call_;
  std::multimap<base::TimePoint, std::pair<bool, std::string>> flying_;
};

// Each session was ended once, told nothing after that, and finished.
void expect_orderly_end(const StationForTest& station) {
  std::map<SessionId, int> ended;
  std::set<SessionId> finished;
  std::set<SessionId> begun;
  for (const UserAgentAction& action : station.told) {
    if (const auto* arrived = std::get_if<CallArrived>(&action)) begun.insert(arrived->session);
    const auto* from = std::get_if<FromSession>(&action);
    if (from == nullptr) continue;
    begun.insert(from->session);
    EXPECT_FALSE(finished.contains(from->session));
    if (std::holds_alternative<SessionFinished>(from->action)) {
      finished.insert(from->session);
      continue;
    }
    EXPECT_EQ(ended[from->session], 0) << "told something after its end";
    if (std::holds_alternative<SessionEnded>(from->action)) ++ended[from->session];
  }
  for (const SessionId session : begun) {
    EXPECT_EQ(ended[session], 1);
    EXPECT_TRUE(finished.contains(session));
  }
}

template <class Told>
std::vector<Told> told_of(const StationForTest& station) {
  std::vector<Told> all;
  for (const UserAgentAction& action : station.told)
    if (const auto* from = std::get_if<FromSession>(&action))
      if (const auto* told = std::get_if<Told>(&from->action)) all.push_back(*told);
  return all;
}

// A caller is answered by somebody who answered; and nobody is heard in a call that never was.
void expect_agreement(const StationForTest& door, const StationForTest& phone) {
  const auto heard = told_of<SessionAnswered>(door).size();
  EXPECT_LE(heard, told_of<SessionAnswered>(phone).size());
  EXPECT_LE(heard, 1U);
  if (heard == 0) return;
  const auto at_door = told_of<UseAgreement>(door);
  const auto at_phone = told_of<UseAgreement>(phone);
  ASSERT_FALSE(at_door.empty());
  ASSERT_FALSE(at_phone.empty());
  EXPECT_EQ(at_door.back().agreement.audio.value().formats.front().codec,
            at_phone.back().agreement.audio.value().formats.front().codec);
}

class Conversation : public testing::TestWithParam<Weather> {};

TEST_P(Conversation, EndsOnBothSidesWhateverHappens) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Street street{seed, GetParam()};
    street.live();
    EXPECT_EQ(street.door_.agent().size(), 0U);
    EXPECT_EQ(street.phone_.agent().size(), 0U);
    EXPECT_EQ(street.door_.transactions().size(), 0U);
    EXPECT_EQ(street.phone_.transactions().size(), 0U);
    expect_orderly_end(street.door_);
    expect_orderly_end(street.phone_);
    expect_agreement(street.door_, street.phone_);
    if (HasFailure()) break;
  }
}

INSTANTIATE_TEST_SUITE_P(Weathers, Conversation,
                         testing::Values(Weather{"Clear"}, Weather{"Reordering", 0, 30, 1500},
                                         Weather{"Lossy", 25, 10, 60},
                                         Weather{"Storm", 60, 20, 900}, Weather{"Cut", 100, 0, 20}),
                         [](const auto& info) { return std::string{info.param.name}; });

}  // namespace
}  // namespace portero::sip
