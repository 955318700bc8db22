#include "io/media/ilbc/ffmpeg_for_tests.hpp"

#include <algorithm>
#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
}

#include "base/assert.hpp"

namespace portero::ilbc {
namespace {

struct Free {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};

}  // namespace

Samples decoded_by_ffmpeg(Mode mode, const Frames& frames) {
  const AVCodec* codec = avcodec_find_decoder(AV_CODEC_ID_ILBC);
  const std::unique_ptr<AVCodecContext, Free> context(avcodec_alloc_context3(codec));
  context->block_align = static_cast<int>(frame_bytes(mode));
  PORTERO_ASSERT(avcodec_open2(context.get(), codec, nullptr) == 0, "FFmpeg has a decoder");
  const std::unique_ptr<AVPacket, Free> packet(av_packet_alloc());
  const std::unique_ptr<AVFrame, Free> decoded(av_frame_alloc());
  Samples sound;
  for (const auto& frame : frames) {
    PORTERO_ASSERT(av_new_packet(packet.get(), static_cast<int>(frame.size())) == 0, "memory");
    std::ranges::copy(frame, packet->data);
    PORTERO_ASSERT(avcodec_send_packet(context.get(), packet.get()) == 0, "a frame to decode");
    av_packet_unref(packet.get());
    while (avcodec_receive_frame(context.get(), decoded.get()) == 0) {
      const auto* first = reinterpret_cast<const std::int16_t*>(decoded->data[0]);
      sound.insert(sound.end(), first, first + decoded->nb_samples);
    }
  }
  return sound;
}

}  // namespace portero::ilbc
