import { station } from "@portero/api";
import { Button, described, Field, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { standing } from "../session";
import { Title } from "../title";

export function ClaimPage() {
  const code = useSignal("");
  const password = useSignal("");
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    problem.value = null;
    try {
      await station.claim(code.value, password.value);
      standing.value = "signed_in";
    } catch (error) {
      problem.value = error;
    }
    busy.value = false;
  }
  return (
    <main class="door">
      <Title>Set up this station</Title>
      <form class="card" onSubmit={submit}>
        {problem.value != null && <ProblemNotice problem={problem.value} />}
        <Field id="code" label="Claim code" help="The station's screen shows it.">
          <input
            {...described("code", true, undefined)}
            required
            value={code}
            onInput={(event) => (code.value = event.currentTarget.value)}
          />
        </Field>
        <Field id="password" label="New password" help="At least 12 characters.">
          <input
            {...described("password", true, undefined)}
            type="password"
            autocomplete="new-password"
            required
            value={password}
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" kind="primary" busy={busy.value}>
          Set the password
        </Button>
      </form>
    </main>
  );
}
