import { described, Field } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { connection, status } from "../live";
import { desk, name, set_duty, state } from "./desk";

const longest = 64;

function where_calls_ring(on_duty: boolean, is_lost: boolean): string {
  if (!on_duty) return "Calls do not ring here. Turning it on plays the ring tone once.";
  return is_lost
    ? "Calls cannot ring here until the station is reached again."
    : "Calls ring here while this page is open.";
}

// Who answers here, and whether now. The switch is the click after which a browser lets a page
// ring.
export function Duty() {
  const wrong = useSignal<string | undefined>(undefined);
  const { on_duty } = state.value;
  function change(on: boolean) {
    const is_named = name.value.trim() !== "";
    wrong.value = is_named ? undefined : "Enter your name first: others see who answered.";
    if (!is_named) return;
    desk.sound.unlock();
    if (on) desk.sound.try_ringing();
    set_duty(on);
  }
  const is_lost = connection.value === "lost";
  const ready = is_lost ? "" : (status.value?.on_duty ?? []).join(", ");
  return (
    <section class="card duty" aria-label="Who answers here">
      <Field id="name" label="Your name" help="Others see who answered." wrong={wrong.value}>
        <input
          {...described("name", true, wrong.value)}
          autocomplete="name"
          maxLength={longest}
          value={name}
          disabled={on_duty}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
      </Field>
      <div class="readiness">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={on_duty}
            onClick={(event) => {
              change(event.currentTarget.checked);
              event.currentTarget.checked = state.value.on_duty;
            }}
          />
          I'm ready to answer
        </label>
        <p class="muted">
          {where_calls_ring(on_duty, is_lost)}
        </p>
        {ready && <p class="muted">Ready now: {ready}</p>}
      </div>
    </section>
  );
}
