// The input is what a browser says: a description, offered or answered, or a candidate. What is
// taken of it must read the same when it is written for webrtcbin, which aborts on some of what
// browsers may say.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "core/sdp/bundle.hpp"
#include "core/sdp/parser.hpp"
#include "io/media/webrtc/description.hpp"
#include "io/media/webrtc/limits.hpp"

namespace {

using namespace portero;
using webrtc::Theirs;

const webrtc::Taken everything{.video = {sdp::VideoCodec::h264, sdp::VideoCodec::vp8},
                               .sound_numbers = true};

void check_stream(const webrtc::AgreedStream& stream, const sdp::Session& session) {
  constexpr int most = 14;  // RFC 8285 section 4.2
  PORTERO_ASSERT(stream.line < session.media.size(), "its line is there");
  const auto id = stream.feedback_id;
  PORTERO_ASSERT(!id || (*id > 0 && *id <= most), "the number fits a header extension of one byte");
}

void check_candidates(const Theirs& theirs, std::size_t lines) {
  PORTERO_ASSERT(theirs.candidates.size() <= webrtc::max_remote_candidates, "there is a limit");
  for (const webrtc::RemoteCandidate& each : theirs.candidates)
    PORTERO_ASSERT(each.line < lines && webrtc::usable_candidate(each.candidate) == each.candidate,
                   "libnice gets what we read");
}

void check_bundle(const sdp::Session& session) {
  const auto bundled = sdp::bundle_mids(session);
  std::set<std::string> mids;
  for (const sdp::Media& media : session.media) mids.insert(sdp::mid_of(media));
  PORTERO_ASSERT(mids.size() == session.media.size(), "each line has a name of its own");
  PORTERO_ASSERT(mids == std::set<std::string>(bundled.begin(), bundled.end()) &&
                     bundled.size() == mids.size(),
                 "all lines are bundled, and nothing else");
}

void check(const Theirs& theirs, const webrtc::Taken& taken) {
  const auto session = sdp::parse_session(theirs.sdp);
  PORTERO_ASSERT(session, "what is written for webrtcbin can be read");
  check_bundle(*session);
  check_candidates(theirs, session->media.size());
  if (theirs.picture) check_stream(theirs.picture->stream, *session);
  if (theirs.sound) check_stream(*theirs.sound, *session);
  const auto again = webrtc::read_offer(theirs.sdp, taken);
  PORTERO_ASSERT(again && again->picture == theirs.picture && again->sound == theirs.sound &&
                     again->channel == theirs.channel && again->certificate == theirs.certificate &&
                     again->sdp == theirs.sdp,
                 "webrtcbin reads what we read");
}

void check_candidate(std::string_view text) {
  const auto usable = webrtc::usable_candidate(text);
  if (!usable) return;
  PORTERO_ASSERT(webrtc::usable_candidate(*usable) == usable, "it reads as it was written");
  PORTERO_ASSERT(usable->find_first_of("\r\n") == std::string::npos, "it is one line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  check_candidate(text);
  static_cast<void>(webrtc::repetition_ssrc(text, 1));
  const auto offered = webrtc::read_offer(text, everything);
  if (offered) check(*offered, everything);
  if (const auto answered = webrtc::read_answer(text, text)) {
    const bool as_offered = offered && answered->certificate == offered->certificate;
    PORTERO_ASSERT(as_offered, "who may answer so may offer it");
  }
  if (offered) static_cast<void>(webrtc::read_answer(offered->sdp, text));
  return 0;
}
