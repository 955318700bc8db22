import type { Unlock } from "@portero/call";
import { Button, CheckIcon, described, Field, LockIcon, Notice, WaitIcon } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useNow } from "./clock";
import { desk, press_unlock, state } from "./desk";

const words: Record<Unlock["at"], string> = {
  ready: "Unlock",
  sending: "Unlocking…",
  awaiting_panel: "Sent. Waiting for the panel…",
  opened: "Unlocked",
  needs_password: "Unlock",
  failed: "Unlock",
};

// The largest of all in a call; elsewhere one among others.
export function UnlockButton() {
  const { unlock, phase } = state.value;
  const kind = "voice" in phase || unlock.at === "opened" ? "go" : "plain";
  const is_waiting = unlock.at === "sending" || unlock.at === "awaiting_panel";
  const wait_until_ms = unlock.at === "failed" ? unlock.wait_until_ms : null;
  return (
    <div class={`unlock ${kind}`}>
      <Button
        kind={kind}
        busy={is_waiting}
        disabled={wait_until_ms !== null}
        on_press={() => press_unlock()}
      >
        {unlock.at === "opened" ? <CheckIcon /> : is_waiting ? <WaitIcon /> : <LockIcon />}
        {wait_until_ms === null ? words[unlock.at] : <Wait until_ms={wait_until_ms} />}
      </Button>
      <div aria-live="assertive">
        {unlock.at === "opened" && (
          <Notice kind="ok">{unlock.sentence || "The door is open."}</Notice>
        )}
        {unlock.at === "failed" && (
          <Notice kind="err">
            <p>{unlock.sentence}</p>
            <p class="code">{unlock.code}</p>
          </Notice>
        )}
      </div>
      {unlock.at === "needs_password" && <PasswordSheet />}
    </div>
  );
}

function Wait({ until_ms }: { until_ms: number }) {
  const left_ms = useNow(() => until_ms - performance.now(), 200);
  return <>Wait {Math.max(1, Math.ceil(left_ms / 1_000))} s</>;
}

// Who does not talk to the visitor shows again that it is him.
function PasswordSheet() {
  const sheet = useRef<HTMLDialogElement>(null);
  const password = useSignal("");
  useEffect(() => sheet.current?.showModal(), []);
  function submit(event: Event) {
    event.preventDefault();
    press_unlock(password.value);
  }
  return (
    <dialog
      ref={sheet}
      class="sheet"
      aria-labelledby="sheet-title"
      onClose={() => desk.handle({ type: "password_declined" })}
    >
      <form onSubmit={submit}>
        <h2 id="sheet-title">Unlock the door?</h2>
        <p>You have not spoken to anyone.</p>
        <Field id="unlock-password" label="Password" help="The one that you sign in with.">
          <input
            {...described("unlock-password", true, undefined)}
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
        </Field>
        <div class="buttons">
          <Button type="submit" kind="go">Unlock</Button>
          <Button on_press={() => sheet.current?.close()}>Cancel</Button>
        </div>
      </form>
    </dialog>
  );
}
