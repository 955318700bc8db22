import { station } from "@portero/api";
import { Button, Notice, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { connection, status } from "../live";

// Why no tone can be played.
function obstacle(): string | undefined {
  if (connection.value === "lost")
    return "The station cannot be reached: wait until it answers again.";
  if (status.value?.call)
    return "A call goes on: the tone would be heard in it. Play it when the call is over.";
  return undefined;
}

// A tone at the door, for as long as this page is there and not longer than the station lets it.
export function TestTone() {
  const playing = useSignal<AbortController | null>(null);
  const was_played = useSignal(false);
  const problem = useSignal<unknown>(null);
  const why_not = obstacle();
  async function play() {
    const tone = new AbortController();
    playing.value = tone;
    problem.value = null;
    was_played.value = false;
    try {
      await station.play_tone(tone.signal);
      was_played.value = true;
    } catch (error) {
      if (!tone.signal.aborted && !obstacle()) problem.value = error;
    }
    if (playing.value === tone) playing.value = null;
  }
  function stop() {
    playing.value?.abort();
    playing.value = null;
  }
  useEffect(() => stop, []);
  // It says what a refusal would say, for as long as that is so.
  useEffect(() => {
    if (why_not) problem.value = null;
  }, [why_not]);
  return (
    <>
      <div class="buttons">
        {playing.value ? (
          <Button on_press={stop}>Stop the test tone</Button>
        ) : (
          <Button
            disabled={why_not !== undefined}
            described_by={why_not && "no-tone"}
            on_press={() => void play()}
          >
            Play a test tone
          </Button>
        )}
      </div>
      {why_not && <p id="no-tone">{why_not}</p>}
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {playing.value && <Notice kind="info">It is played at the door, for five seconds.</Notice>}
      {was_played.value && (
        <Notice kind="ok">
          The tone was played. If nobody heard it at the door, turn up the speaker volume, and check
          the loudspeaker's cable.
        </Notice>
      )}
    </>
  );
}
