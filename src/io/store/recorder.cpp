#include "io/store/recorder.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "io/store/event_log.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using events::KeptCall;
using events::KeptEvent;

constexpr std::string_view log_file = "events.db";
constexpr std::string_view photo_folder = "photos";
// Trimming costs a look at the whole table.
constexpr std::uint64_t records_between_trimming = 500;
constexpr int max_damaged_logs = 9;

struct MediaOfCall {
  std::string call;
  std::string codecs;
  std::optional<events::Quality> quality;
};

struct PhotoOfCall {
  std::string call;
  std::vector<std::uint8_t> jpeg;
};

template <class Kept>
struct Question {
  events::Query query;
  Recorder::Answer<Kept> answer;
};

using Job = std::variant<events::Event, events::CallRecord, MediaOfCall, PhotoOfCall,
                         Question<KeptEvent>, Question<KeptCall>>;

events::Time day_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

constexpr const char* busy = "The station has too much to write. Ask again in a moment.";

}  // namespace

// What the thread owns, and the queue between it and the loop.
class Recorder::Writer {
 public:
  Writer(loop::EventLoop& loop, const fs::path& folder, const RecorderLimits& limits,
         Handler handler)
      : loop_(loop),
        folder_(folder),
        limits_(limits),
        handler_(std::make_shared<Handler>(std::move(handler))),
        thread_([this] { write(); }) {}

  ~Writer() {
    {
      const std::lock_guard held{lock_};
      closing_ = true;
    }
    something_.notify_one();
    thread_.join();
  }

  void record(Job job) {
    if (!enqueue(std::move(job))) {
      ++lost_;
      fail("Records wait for the disk, and no more can wait.");
    }
  }

  void photo(PhotoOfCall photo) {
    {
      const std::lock_guard held{lock_};
      if (waiting_photos_ == limits_.waiting_photos) return;
      ++waiting_photos_;
    }
    if (enqueue(std::move(photo))) return;
    const std::lock_guard held{lock_};
    --waiting_photos_;
  }

  template <class Kept>
  void ask(events::Query query, Answer<Kept> answer) {
    if (enqueue(Question<Kept>{std::move(query), answer})) return;
    tell([answer = std::move(answer)](const Handler&) {
      answer(std::unexpected{std::string{busy}});
    });
  }

  [[nodiscard]] std::uint64_t lost() const { return lost_; }

 private:
  // On either thread.
  void tell(std::move_only_function<void(const Handler&)> what) {
    loop_.post([told = std::weak_ptr{handler_}, what = std::move(what)]() mutable {
      if (const auto handler = told.lock()) what(*handler);
    });
  }

  void fail(const std::string& why) {
    if (failing_.exchange(true)) return;
    tell([why](const Handler& handler) { handler.failing(why); });
  }

  bool enqueue(Job job) {
    {
      const std::lock_guard held{lock_};
      if (jobs_.size() >= limits_.waiting) return false;
      jobs_.push_back(std::move(job));
    }
    something_.notify_one();
    return true;
  }

  // From here on, the thread's own.
  void write();
  std::optional<Job> next();
  void open_where_needed();
  void open_photos();
  bool begin_anew(const std::string& why);
  template <class Write>
  void keep(const Write& write);
  template <class Kept, class Find>
  void answer(const Question<Kept>& question, const Find& find);
  void keep_photo(const PhotoOfCall& photo);
  void recovered();
  void trim();

  loop::EventLoop& loop_;
  const fs::path folder_;
  const RecorderLimits limits_;
  std::shared_ptr<Handler> handler_;

  std::mutex lock_;
  std::condition_variable something_;
  std::deque<Job> jobs_;
  std::size_t waiting_photos_ = 0;
  bool closing_ = false;
  std::atomic<std::uint64_t> lost_ = 0;
  std::atomic<bool> failing_ = false;

  std::optional<EventLog> log_;
  std::optional<Photos> photos_;
  std::string why_closed_;
  std::optional<std::chrono::steady_clock::time_point> tried_;
  std::uint64_t told_lost_ = 0;
  std::uint64_t until_trimming_ = 0;

  std::thread thread_;  // last: it uses all of these
};

void Recorder::Writer::write() {
  open_where_needed();
  while (auto job = next()) {
    open_where_needed();
    std::visit(
        base::overloaded{
            [&](const events::Event& event) { keep([&] { return log_->add(event); }); },
            [&](const events::CallRecord& call) { keep([&] { return log_->note(call); }); },
            [&](const MediaOfCall& media) {
              keep([&] { return log_->note_media(media.call, media.codecs, media.quality); });
            },
            [&](const PhotoOfCall& photo) { keep_photo(photo); },
            [&](const Question<KeptEvent>& asked) {
              answer(asked, [&] { return log_->events(asked.query); });
            },
            [&](const Question<KeptCall>& asked) {
              answer(asked, [&] { return log_->calls(asked.query); });
            },
        },
        *job);
  }
}

// nullopt when it is over: closed, and nothing waits.
std::optional<Job> Recorder::Writer::next() {
  std::unique_lock held{lock_};
  something_.wait(held, [&] { return closing_ || !jobs_.empty(); });
  if (jobs_.empty()) return std::nullopt;
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  if (std::holds_alternative<PhotoOfCall>(job)) --waiting_photos_;
  return job;
}

void Recorder::Writer::open_where_needed() {
  if (log_) return;
  const auto now = std::chrono::steady_clock::now();
  if (tried_ && now - *tried_ < limits_.try_again_after) return;
  tried_ = now;
  std::error_code ignored;
  fs::create_directories(folder_, ignored);
  open_photos();
  auto log = EventLog::open(folder_ / log_file);
  if (!log && log.error().trouble == Trouble::full)
    while (!log && photos_ && photos_->drop_oldest()) log = EventLog::open(folder_ / log_file);
  if (!log && log.error().trouble == Trouble::damaged && begin_anew(log.error().sentence))
    log = EventLog::open(folder_ / log_file);
  if (!log) {
    why_closed_ = log.error().sentence;
    return fail(why_closed_);
  }
  log_.emplace(*std::move(log));
}

void Recorder::Writer::open_photos() {
  if (photos_) return;
  if (auto photos = Photos::open(folder_ / photo_folder, limits_.photos))
    photos_.emplace(*std::move(photos));
}

// The damaged one is kept aside, with what SQLite keeps beside it.
bool Recorder::Writer::begin_anew(const std::string& why) {
  log_.reset();
  const fs::path file = folder_ / log_file;
  for (int number = 1; number <= max_damaged_logs; ++number) {
    const fs::path aside = file.string() + fmt::format(".damaged-{}", number);
    if (fs::exists(aside) && number < max_damaged_logs) continue;
    std::error_code error;
    fs::rename(file, aside, error);
    if (error) return false;
    for (const char* beside : {"-wal", "-shm"}) {
      std::error_code none;
      fs::rename(file.string() + beside, aside.string() + beside, none);
    }
    tell([told = fmt::format("The event log is damaged and is begun anew; the old one is {}. ({})",
                             aside.string(), why)](const Handler& handler) {
      handler.failing(told);
    });
    return true;
  }
  return false;
}

template <class Write>
void Recorder::Writer::keep(const Write& write) {
  if (!log_) {
    ++lost_;
    return fail(why_closed_);
  }
  auto kept = write();
  while (!kept && kept.error().trouble == Trouble::full && photos_ && photos_->drop_oldest())
    kept = write();
  if (!kept && kept.error().trouble == Trouble::damaged && begin_anew(kept.error().sentence)) {
    tried_.reset();
    open_where_needed();
    if (log_) kept = write();
  }
  if (!kept) {
    ++lost_;
    return fail(kept.error().sentence);
  }
  if (failing_) recovered();
  trim();
}

// What was lost is itself an event.
void Recorder::Writer::recovered() {
  if (!log_) return;
  const std::uint64_t lost = lost_ - told_lost_;
  const auto noted = log_->add({.at = day_now(),
                                .kind = events::Kind::fault,
                                .outcome = fmt::format("{} records were lost", lost)});
  if (!noted) return;
  told_lost_ += lost;
  failing_ = false;
  tell([lost](const Handler& handler) { handler.well_again(lost); });
}

void Recorder::Writer::trim() {
  if (!log_ || until_trimming_-- > 0) return;
  until_trimming_ = records_between_trimming;
  if (const auto trimmed = log_->trim(limits_.retention, day_now()); !trimmed)
    fail(trimmed.error().sentence);
  if (photos_) photos_->trim(Photos::Time::clock::now());
}

void Recorder::Writer::keep_photo(const PhotoOfCall& photo) {
  open_photos();
  if (!photos_) return;
  photos_->trim(Photos::Time::clock::now());
  // Without a photo, the event is still there: it shows none.
  std::ignore = photos_->keep(photo.call, photo.jpeg);
}

template <class Kept, class Find>
void Recorder::Writer::answer(const Question<Kept>& question, const Find& find) {
  std::expected<events::Page<Kept>, std::string> found = std::unexpected{why_closed_};
  if (log_) {
    auto page = find();
    if (page)
      found = *std::move(page);
    else
      found = std::unexpected{page.error().sentence};
  }
  if (found && photos_)
    for (Kept& kept : found->kept) {
      if constexpr (std::is_same_v<Kept, KeptEvent>)
        kept.photo =
            kept.event.kind == events::Kind::call_requested && photos_->has(kept.event.call);
      else
        kept.photo = photos_->has(kept.call.call);
    }
  tell([answer = question.answer, found = std::move(found)](const Handler&) { answer(found); });
}

Recorder::Recorder(loop::EventLoop& loop, const fs::path& folder, const RecorderLimits& limits,
                   Handler handler)
    : writer_(std::make_unique<Writer>(loop, folder, limits, std::move(handler))) {}

Recorder::~Recorder() = default;

void Recorder::keep(events::Event event) { writer_->record(std::move(event)); }

void Recorder::keep(events::CallRecord call) { writer_->record(std::move(call)); }

void Recorder::keep_media(std::string call, std::string codecs,
                          std::optional<events::Quality> quality) {
  writer_->record(MediaOfCall{std::move(call), std::move(codecs), quality});
}

void Recorder::keep_photo(std::string call, std::vector<std::uint8_t> jpeg) {
  writer_->photo({std::move(call), std::move(jpeg)});
}

void Recorder::find_events(events::Query query, Answer<KeptEvent> answer) {
  writer_->ask(std::move(query), std::move(answer));
}

void Recorder::find_calls(events::Query query, Answer<KeptCall> answer) {
  writer_->ask(std::move(query), std::move(answer));
}

std::uint64_t Recorder::lost() const { return writer_->lost(); }

}  // namespace portero::store
