import { type Check, type Diagnostics, type Outcome, Problem, station } from "@portero/api";
import {
  Button, CheckIcon, CrossIcon, Notice, ProblemNotice, SkipIcon, WaitIcon, WarnIcon,
} from "@portero/ui";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Title } from "../title";
import { summary, words } from "./outcome";

const look_every_ms = 400;

const looks: Record<Outcome, { colour: string; icon: () => JSX.Element }> = {
  waiting: { colour: "grey", icon: WaitIcon },
  running: { colour: "grey", icon: WaitIcon },
  pass: { colour: "green", icon: CheckIcon },
  warn: { colour: "amber", icon: WarnIcon },
  fail: { colour: "red", icon: CrossIcon },
  skipped: { colour: "grey", icon: SkipIcon },
};

export function DiagnosticsPage() {
  const told = useSignal<Diagnostics | null>(null);
  const problem = useSignal<unknown>(null);
  const timer = useSignal<ReturnType<typeof setTimeout> | undefined>(undefined);
  async function look(how: () => Promise<Diagnostics>) {
    clearTimeout(timer.value);
    try {
      told.value = await how();
      problem.value = null;
      if (told.value.running)
        timer.value = setTimeout(() => void look(station.diagnostics), look_every_ms);
    } catch (error) {
      problem.value = error;
      if (told.value?.running && error instanceof Problem && error.status === 0)
        timer.value = setTimeout(() => void look(station.diagnostics), 5 * look_every_ms);
    }
  }
  useEffect(() => {
    void look(station.diagnostics);
    return () => clearTimeout(timer.value);
  }, []);
  const now = told.value;
  return (
    <>
      <Title>Check my intercom</Title>
      <div class="narrow">
        <section class="card">
          <p>
            Looks at everything that a call needs, one thing after the other. Nobody is called, and
            the door stays closed.
          </p>
          {problem.value !== null && <ProblemNotice problem={problem.value} />}
          <div class="buttons">
            <Button
              kind="primary"
              busy={now?.running ?? false}
              on_press={() => void look(station.diagnose)}
            >
              {now && now.run > 0 ? "Check again" : "Check now"}
            </Button>
          </div>
          {now && now.run > 0 && <Notice kind={kind_of(now)}>{summary(now)}</Notice>}
        </section>
        {now && now.run > 0 && (
          <ul class="checks">
            {now.checks.map((check) => (
              <CheckRow key={check.id} check={check} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function kind_of({ running, checks }: Diagnostics): "info" | "ok" | "warn" | "err" {
  if (running) return "info";
  if (checks.some((check) => check.outcome === "fail")) return "err";
  return checks.some((check) => check.outcome === "warn") ? "warn" : "ok";
}

function CheckRow({ check }: { check: Check }) {
  const { colour, icon: OutcomeIcon } = looks[check.outcome];
  return (
    <li>
      <h2>{check.title}</h2>
      <span class={`chip ${colour}`}>
        <OutcomeIcon />
        {words[check.outcome]}
      </span>
      {check.found && <p>{check.found}</p>}
      {check.advice && <p class="advice">{check.advice}</p>}
    </li>
  );
}
