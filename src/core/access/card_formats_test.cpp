#include "core/access/card_formats.hpp"

#include <random>
#include <type_traits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

static_assert(std::is_convertible_v<CardFormat, UnlockFormat>);
static_assert(!std::is_constructible_v<UnlockFormat, UidMapped>,
              "a UID-mapped reader format could be chosen for an unlock credential");
static_assert(!std::is_constructible_v<UnlockFormat, ReaderFormat>,
              "a reader format could be chosen for an unlock credential");
static_assert(!std::is_invocable_v<decltype(encode), UidMapped, Credential>,
              "a credential could be encoded in a UID-mapped reader format");

TEST(CardFormats, AreTheSixThatEveryStationKnows) {
  std::vector<std::string> names;
  for (const CardFormat& format : known_formats()) names.push_back(format.name());
  EXPECT_THAT(names, ElementsAre("h10301", "h10306", "corporate_1000_35", "h10302", "h10304",
                                 "corporate_1000_48"));
}

TEST(CardFormats, AreFoundByTheirNames) {
  for (const CardFormat& format : known_formats()) {
    EXPECT_EQ(unlock_format_by_name(format.name()), format);
    EXPECT_EQ(reader_format_by_name(format.name()), ReaderFormat(format));
  }
}

TEST(CardFormats, OfAnUnknownNameAreRefusedWithTheAllowedNames) {
  const auto found = unlock_format_by_name("27-bit Tecom");
  ASSERT_FALSE(found.has_value());
  EXPECT_FALSE(found.error().for_readers_only);
  EXPECT_EQ(explanation(found.error()),
            "'27-bit Tecom' is not a known card format; allowed: h10301, h10306, "
            "corporate_1000_35, h10302, h10304, corporate_1000_48");
}

TEST(CardFormats, ThatSendAUidAreForReadersOnly) {
  EXPECT_EQ(reader_format_by_name("uid_32_mapped"), ReaderFormat(UidMapped::uid_32));
  EXPECT_EQ(reader_format_by_name("uid_56_mapped"), ReaderFormat(UidMapped::uid_56));
  for (const auto* name : {"uid_32_mapped", "uid_56_mapped"}) {
    const auto found = unlock_format_by_name(name);
    ASSERT_FALSE(found.has_value());
    EXPECT_THAT(explanation(found.error()),
                HasSubstr("cannot be chosen for an unlock credential; allowed: h10301"));
  }
  EXPECT_THAT(explanation(reader_format_by_name("").error()), HasSubstr("uid_56_mapped"));
}

struct Limits {
  std::string_view format;
  std::uint64_t facility;
  std::uint64_t card;
};

constexpr Limits format_limits[] = {
    {"h10301", 255, 65'535},
    {"h10306", 65'535, 65'535},
    {"corporate_1000_35", 4'095, 1'048'575},
    {"h10302", 0, 34'359'738'367},
    {"h10304", 65'535, 524'287},
    {"corporate_1000_48", 4'194'303, 8'388'607},
};

TEST(CardFormats, TakeEveryValueUpToTheirLargestAndRefuseOneMore) {
  ASSERT_EQ(std::size(format_limits), known_formats().size());
  for (const Limits& limits : format_limits) {
    const CardFormat format = unlock_format_by_name(limits.format).value();
    const Credential largest{limits.facility, limits.card};
    EXPECT_EQ(decode(format, encode(format, largest).value()), largest) << limits.format;
    EXPECT_EQ(decode(format, encode(format, {0, 0}).value()), Credential()) << limits.format;
    EXPECT_EQ(encode(format, {limits.facility + 1, 0}).error(),
              (RangeError{"facility id", limits.facility + 1, 0, limits.facility}));
    EXPECT_EQ(encode(format, {0, limits.card + 1}).error(),
              (RangeError{"card number", limits.card + 1, 0, limits.card}));
  }
}

TEST(CardFormats, TellTheAllowedRangeInPlainWords) {
  const CardFormat h10301 = unlock_format_by_name("h10301").value();
  EXPECT_EQ(explanation(encode(h10301, {1, 70'000}).error()),
            "card number 70000 is out of range: 0 to 65535 is allowed");
  const CardFormat h10302 = unlock_format_by_name("h10302").value();
  EXPECT_EQ(explanation(encode(h10302, {12, 1}).error()),
            "facility id 12 is out of range: only 0 is allowed");
}

// The formats as pictures, computed here a second time and in another way: fields are filled from
// the right, and each parity line is read character by character. E and O are the parity bit, X
// what it covers. H10301 is drawn like that on RF IDeas' page on proximity card formats, H10304 in
// Open Options' knowledge base (37-bit with facility code); H10302 and H10306 are drawn from the
// Proxmark3 client (client/src/wiegand_formats.c). Corporate 1000 is drawn from the masks of the
// same file and, except for the 35-bit format's last bit, from the text of the Flipper Zero's
// Wiegand application (README, W35 and W48), which agree; cards of card_vectors_test.cpp confirm
// that bit.
struct Picture {
  std::string_view format;
  std::string_view fields;
  std::vector<std::string_view> parities;
};

const std::vector<Picture>& pictures() {
  static const std::vector<Picture> all{
      {"h10301",
       "PFFFFFFFFCCCCCCCCCCCCCCCCP",
       {"EXXXXXXXXXXXX.............", ".............XXXXXXXXXXXXO"}},
      {"h10306",
       "PFFFFFFFFFFFFFFFFCCCCCCCCCCCCCCCCP",
       {"EXXXXXXXXXXXXXXXX.................", ".................XXXXXXXXXXXXXXXXO"}},
      {"corporate_1000_35",
       "PPFFFFFFFFFFFFCCCCCCCCCCCCCCCCCCCCP",
       {".EXX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.", ".XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.O",
        "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"}},
      {"h10302",
       "PCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCP",
       {"EXXXXXXXXXXXXXXXXXX..................", "..................XXXXXXXXXXXXXXXXXXO"}},
      {"h10304",
       "PFFFFFFFFFFFFFFFFCCCCCCCCCCCCCCCCCCCP",
       {"EXXXXXXXXXXXXXXXXXX..................", "..................XXXXXXXXXXXXXXXXXXO"}},
      {"corporate_1000_48",
       "PPFFFFFFFFFFFFFFFFFFFFFFCCCCCCCCCCCCCCCCCCCCCCCP",
       {".E.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.",
        "..XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.XX.O",
        "OXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"}},
  };
  return all;
}

std::string drawn(const Picture& picture, Credential credential) {
  std::string text(picture.fields);
  for (std::size_t left = text.size(); left > 0; --left) {
    char& bit = text[left - 1];
    std::uint64_t& value = bit == 'F' ? credential.facility : credential.card;
    if (bit == 'P') continue;
    bit = value % 2 == 0 ? '0' : '1';
    value /= 2;
  }
  for (const std::string_view line : picture.parities) {
    int ones = 0;
    for (std::size_t at = 0; at < text.size(); ++at) ones += line[at] == 'X' && text[at] == '1';
    const std::size_t bit = line.find_first_of("EO");
    text[bit] = (ones % 2 == 1) == (line[bit] == 'E') ? '1' : '0';
  }
  return text;
}

TEST(CardFormats, AgreeWithTheirPicturesOnAnyCredential) {
  std::mt19937_64 random(20'260'101);
  ASSERT_EQ(pictures().size(), known_formats().size());
  for (const Picture& picture : pictures()) {
    const CardFormat format = unlock_format_by_name(picture.format).value();
    const Credential max = format.max();
    for (int round = 0; round < 500; ++round) {
      const Credential credential{random() % (max.facility + 1), random() % (max.card + 1)};
      EXPECT_EQ(encode(format, credential).value().text(), drawn(picture, credential))
          << picture.format << ' ' << credential.facility << ' ' << credential.card;
    }
  }
}

TEST(CardFormats, NoticeAnySingleWrongBit) {
  std::mt19937_64 random(20'260'102);
  for (const CardFormat& format : known_formats()) {
    const Credential max = format.max();
    for (int round = 0; round < 50; ++round) {
      const Credential credential{random() % (max.facility + 1), random() % (max.card + 1)};
      const Bits right = encode(format, credential).value();
      ASSERT_EQ(decode(format, right), credential);
      for (std::size_t position = 0; position < right.size(); ++position) {
        Bits wrong = right;
        wrong.set(position, !wrong[position]);
        EXPECT_FALSE(decode(format, wrong).has_value()) << format.name() << " bit " << position;
      }
    }
  }
}

}  // namespace
}  // namespace portero::access
