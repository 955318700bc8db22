import { Problem, station } from "@portero/api";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { connection } from "../live";
import { repeat_while_visible } from "../visible";

// Stills, so that looking at the camera takes no place of an operator's browser.
const pause_ms = 250;

// What the camera sees now, for as long as somebody looks at this page.
export function Preview() {
  const url = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  async function look() {
    if (connection.value === "lost") return;
    try {
      url.value = URL.createObjectURL(await station.snapshot());
      problem.value = null;
    } catch (error) {
      problem.value = error instanceof Problem ? error.message : String(error);
    }
  }
  useEffect(() => repeat_while_visible(look, pause_ms), []);
  return (
    <>
      {url.value && problem.value === null ? (
        <Picture url={url.value} />
      ) : (
        <div class="snapshot empty">{problem.value === null ? "Waiting…" : "No picture"}</div>
      )}
      <p role="status">{problem.value}</p>
    </>
  );
}

// The picture before it stays until this one is there.
function Picture({ url }: { url: string }) {
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img class="snapshot" src={url} alt="What the camera sees now" />;
}
