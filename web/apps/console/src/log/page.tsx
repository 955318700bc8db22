import { follow_log, type LogLevel, type LogLine, log_file } from "@portero/api";
import { Button, described, Field } from "@portero/ui";
import { effect, type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Title } from "../title";
import { visible } from "../visible";
import { choices, wanted, with_more } from "./lines";
import { LogTabs } from "./tabs";

// What the station's program writes to its log, as it comes.
export function ProgramLogPage() {
  const lines = useSignal<LogLine[]>([]);
  const frozen = useSignal<LogLine[] | null>(null); // while paused
  const least = useSignal<LogLevel>("info");
  const words = useSignal("");
  useEffect(() => follow_while_visible(lines), []);
  const shown = wanted(frozen.value ?? lines.value, { least: least.value, words: words.value });
  return (
    <>
      <Title>Program log</Title>
      <LogTabs current="/log/program" />
      <section class="card">
        <div class="log-filter">
          <Field id="least" label="Show">
            <select
              id="least"
              value={least}
              onChange={({ currentTarget }) => (least.value = currentTarget.value as LogLevel)}
            >
              {choices.map(({ least: level, title }) => (
                <option key={level} value={level} selected={level === least.value}>
                  {title}
                </option>
              ))}
            </select>
          </Field>
          <Field id="words" label="Only lines with" help="Like sip, door or a call's number.">
            <input
              {...described("words", true, undefined)}
              type="search"
              autocomplete="off"
              spellcheck={false}
              value={words}
              onInput={({ currentTarget }) => (words.value = currentTarget.value)}
            />
          </Field>
        </div>
        <div class="buttons">
          <Button on_press={() => (frozen.value = frozen.value ? null : lines.value)}>
            {frozen.value ? "Go on" : "Pause"}
          </Button>
          <a class="button" href={log_file} download>
            Download
          </a>
        </div>
        <p class="muted" role="status">
          {frozen.value && `Paused: ${lines.value.length} lines are kept meanwhile.`}
        </p>
      </section>
      {shown.length === 0 ? <p class="card">No such line yet.</p> : <Lines lines={shown} />}
    </>
  );
}

// With each connection the station tells all that it keeps.
function follow_while_visible(lines: Signal<LogLine[]>): () => void {
  return effect(() => {
    if (!visible.value) return undefined;
    return follow_log({
      lines: (more) => (lines.value = with_more(lines.peek(), more)),
      connection: (state) => {
        if (state === "open") lines.value = [];
      },
    });
  });
}

function Lines({ lines }: { lines: LogLine[] }) {
  return (
    <ol class="log" aria-label="Lines, newest first">
      {lines.map(({ number, at_ms, level, text }) => (
        <li key={number} class={level}>
          <span class="muted">
            <time dateTime={new Date(at_ms).toISOString()}>{time_of(at_ms)}</time>{" "}
            <strong>{level}</strong>
          </span>{" "}
          {text}
        </li>
      ))}
    </ol>
  );
}

function time_of(at_ms: number): string {
  return new Date(at_ms).toLocaleTimeString(undefined, {
    hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3,
  });
}
