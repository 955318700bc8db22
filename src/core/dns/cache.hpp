#pragma once

#include <cstddef>
#include <expected>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "core/dns/records.hpp"

namespace portero::dns {

using LookupId = base::Id<struct LookupTag>;

// To the network. Its answer, or its trouble, must come back with answered().
struct Query {
  Question question;

  bool operator==(const Query&) const = default;
};

// To whoever looked it up.
struct Reply {
  LookupId lookup;
  Answer answer;

  bool operator==(const Reply&) const = default;
};

// As it came from the network.
struct TimedRecords {
  Records records;
  base::Duration ttl{};
};
using TimedAnswer = std::expected<TimedRecords, Failure>;

using CacheAction = std::variant<Query, Reply>;
using CacheActions = std::vector<CacheAction>;

inline constexpr std::size_t max_cached_questions = 256;
inline constexpr std::size_t max_waiting_lookups = 64;  // for one question
// What a zone asks for is kept within these.
inline constexpr base::Duration min_ttl = std::chrono::seconds{30};
inline constexpr base::Duration max_ttl = std::chrono::hours{24};
inline constexpr base::Duration not_found_ttl = std::chrono::minutes{5};
// Whoever looks up a name again that was not found may have just added it.
inline constexpr base::Duration not_found_is_believed_for = std::chrono::seconds{10};
inline constexpr base::Duration first_retry = std::chrono::seconds{5};
inline constexpr base::Duration longest_retry = std::chrono::minutes{5};
// A question that nobody has asked for so long is not asked in advance any more.
inline constexpr base::Duration kept_fresh_for = std::chrono::days{7};

// Answers that are known, kept so that a lookup never waits twice for the same (SIP-9): what was
// answered once is answered again at once, however old, while a newer answer is asked for behind
// it. Questions are asked again before their time to live is over. 'Not found' is an answer like
// others; having no answer never replaces one.
class Cache {
 public:
  [[nodiscard]] CacheActions look_up(LookupId lookup, const Question& question,
                                     base::TimePoint now);
  [[nodiscard]] CacheActions answered(const Question& question, const TimedAnswer& answer,
                                      base::TimePoint now);
  [[nodiscard]] CacheActions time_passed(base::TimePoint now);

  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

 private:
  struct Entry {
    std::optional<Answer> known;  // records or not_found
    base::TimePoint known_since;
    base::TimePoint ask_again_at;
    base::TimePoint looked_up_at;
    bool is_asked = false;
    int failures = 0;  // since the last answer
    std::vector<LookupId> waiting;

    [[nodiscard]] bool is_stale(base::TimePoint now) const;
    [[nodiscard]] bool is_kept_fresh() const;
  };

  Entry* find_or_add(const Question& question);
  bool make_room();
  static void ask(const Question& question, Entry& entry, CacheActions& actions);

  std::map<Question, Entry> entries_;
};

}  // namespace portero::dns
