import { station } from "@portero/api";
import { Button, described, Field, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { standing } from "../session";
import { Title } from "../title";

export function SignInPage() {
  const password = useSignal("");
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    problem.value = null;
    try {
      await station.sign_in(password.value);
      standing.value = "signed_in";
    } catch (error) {
      problem.value = error;
    }
    busy.value = false;
  }
  return (
    <main class="door">
      <Title>Sign in</Title>
      <form class="card" onSubmit={submit}>
        {problem.value != null && <ProblemNotice problem={problem.value} />}
        <Field id="password" label="Password">
          <input
            {...described("password", null, undefined)}
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" kind="primary" busy={busy.value}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
