#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"

namespace portero::net {

// Bytes that wait for the kernel. Each byte is moved a bounded number of times, however small the
// pieces are in which it takes them.
class ByteQueue {
 public:
  [[nodiscard]] bool empty() const { return taken_ == bytes_.size(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size() - taken_; }
  [[nodiscard]] base::ByteView front() const { return base::ByteView{bytes_}.subspan(taken_); }

  void append(base::ByteView more) {
    if (taken_ > bytes_.size() / 2) compact();
    bytes_.insert(bytes_.end(), more.begin(), more.end());
  }
  void take(std::size_t count) {
    taken_ += count;
    if (empty()) clear();
  }
  // Gives the memory back: a connection is mostly quiet.
  void clear() {
    bytes_ = {};
    taken_ = 0;
  }

 private:
  void compact() {
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
  }

  std::vector<std::uint8_t> bytes_;
  std::size_t taken_ = 0;
};

}  // namespace portero::net
