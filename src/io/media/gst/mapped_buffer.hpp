#pragma once

#include <gst/gst.h>

#include "base/bytes.hpp"

namespace portero::gst {

// What lies in a buffer, which outlives this.
class MappedBuffer {
 public:
  explicit MappedBuffer(GstBuffer* buffer)
      : buffer_(buffer), mapped_(gst_buffer_map(buffer, &map_, GST_MAP_READ) != FALSE) {}
  ~MappedBuffer() {
    if (mapped_) gst_buffer_unmap(buffer_, &map_);
  }
  MappedBuffer(const MappedBuffer&) = delete;
  MappedBuffer& operator=(const MappedBuffer&) = delete;

  // Empty where it cannot be read.
  [[nodiscard]] base::ByteView bytes() const {
    return mapped_ ? base::ByteView{map_.data, map_.size} : base::ByteView{};
  }

 private:
  GstBuffer* buffer_;
  GstMapInfo map_{};
  bool mapped_;
};

}  // namespace portero::gst
