import { Problem, station } from "@portero/api";
import { Button } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

// What the camera sees, when it was last asked.
export function CameraCard() {
  const url = useSignal<string | null>(null);
  const taken = useSignal<Date | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  async function look() {
    busy.value = true;
    try {
      const picture = await station.snapshot();
      if (url.value) URL.revokeObjectURL(url.value);
      url.value = URL.createObjectURL(picture);
      taken.value = new Date();
      problem.value = null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem.value = error.message;
    }
    busy.value = false;
  }
  useEffect(() => {
    void look();
    return () => {
      if (url.value) URL.revokeObjectURL(url.value);
    };
  }, []);
  return (
    <section class="card">
      <h2>Camera</h2>
      {url.value ? (
        <img class="snapshot" src={url.value} alt="What the camera sees" />
      ) : (
        <div class="snapshot empty">{problem.value ? "No picture" : "Taking a picture…"}</div>
      )}
      <p role="status">
        {problem.value ??
          (taken.value && `Taken at ${taken.value.toLocaleTimeString()}.`)}
      </p>
      <div class="buttons">
        <Button busy={busy.value} on_press={() => void look()}>
          Take a new picture
        </Button>
      </div>
    </section>
  );
}
