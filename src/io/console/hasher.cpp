#include "io/console/hasher.hpp"

#include <utility>

#include "io/console/password_hash.hpp"

namespace portero::console {

// Waits for the hash that is being made; nobody is told of it.
Hasher::~Hasher() { *alive_ = false; }

bool Hasher::hash(std::string password, std::function<void(const std::string&)> then) {
  return enqueue([password = std::move(password), then = std::move(then)] {
    return [hash = hash_password(password), then] { then(hash); };
  });
}

bool Hasher::compare(std::string hash, std::string password, std::function<void(bool)> then) {
  return enqueue([hash = std::move(hash), password = std::move(password), then = std::move(then)] {
    return [equal = is_password(hash, password), then] { then(equal); };
  });
}

bool Hasher::enqueue(Work work) {
  if (waiting_.size() >= max_waiting) return false;
  waiting_.push_back(std::move(work));
  if (!busy_) begin_next();
  return true;
}

void Hasher::begin_next() {
  busy_ = !waiting_.empty();
  if (!busy_) return;
  const Work work = std::move(waiting_.front());
  waiting_.pop_front();
  thread_ = std::jthread{[this, work, alive = alive_] {
    auto tell = work();
    loop_.post([this, alive, tell = std::move(tell)] {
      if (!*alive) return;
      begin_next();
      tell();
    });
  }};
}

}  // namespace portero::console
