import { station } from "@portero/api";
import { Button, described, Field, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { connection, status } from "../live";

// Why nothing can be tried.
function obstacle(): string | undefined {
  if (connection.value === "lost")
    return "The station cannot be reached: wait until it answers again.";
  return status.value?.state === "disabled" ? "The intercom is off: enable it first." : undefined;
}

// The door on a desk: what a visitor and an installer would do.
export function TryItCard() {
  const extension = useSignal("");
  const wrong = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  const why_not = obstacle();
  const has_call = status.value?.call != null || (status.value?.parties.length ?? 0) > 0;
  const is_calling = has_call || status.value?.state === "ringing";
  async function ask(what: () => Promise<unknown>) {
    busy.value = true;
    problem.value = null;
    await what().catch((error: unknown) => (problem.value = error));
    busy.value = false;
  }
  function call(event: Event) {
    event.preventDefault();
    const whom = extension.value.trim();
    wrong.value = whom === "" ? "Enter an extension, like 201, or a SIP address." : undefined;
    if (wrong.value) return document.getElementById("extension")?.focus();
    void ask(() => station.call(whom));
  }
  return (
    <section class="card">
      <h2>Try it</h2>
      {why_not && <p id="why-not">{why_not}</p>}
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      <div class="buttons">
        <Button
          disabled={why_not !== undefined || busy.value || is_calling}
          described_by={why_not && "why-not"}
          on_press={() => void ask(station.press_button)}
        >
          Press the call button
        </Button>
        <Button
          kind="end"
          disabled={why_not !== undefined || busy.value || !is_calling}
          described_by={why_not && "why-not"}
          on_press={() => void ask(station.hang_up)}
        >
          End the call
        </Button>
      </div>
      <form class="one-line" noValidate onSubmit={call}>
        <Field
          id="extension"
          label="Call an extension"
          help="The station rings it as if the call button did."
          wrong={wrong.value}
        >
          <input
            {...described("extension", true, wrong.value)}
            inputmode="tel"
            autocomplete="off"
            spellcheck={false}
            value={extension}
            onInput={(event) => (extension.value = event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" disabled={why_not !== undefined || busy.value || is_calling}>
          Call
        </Button>
      </form>
    </section>
  );
}
