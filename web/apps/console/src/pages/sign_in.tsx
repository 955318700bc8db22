import { Problem, station } from "@portero/api";
import { Button, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { PasswordField } from "../password_field";
import { learn_session, now_is } from "../session";
import { Title } from "../title";
import { wait_as_told, wait_s } from "../wait";

export function SignInPage() {
  const password = useSignal("");
  const wrong = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  async function submit(event: Event) {
    event.preventDefault();
    problem.value = null;
    wrong.value = password.value === "" ? "Enter the station's password." : undefined;
    if (wrong.value) return document.getElementById("password")?.focus();
    busy.value = true;
    try {
      await station.sign_in(password.value);
      now_is("signed_in");
    } catch (error) {
      refused(error);
    }
    busy.value = false;
  }
  function refused(error: unknown) {
    wait_as_told(error);
    if (error instanceof Problem && error.code === "wrong_password") wrong.value = error.message;
    else problem.value = error;
    if (error instanceof Problem && error.code === "unclaimed") void learn_session();
    document.getElementById("password")?.focus();
  }
  return (
    <main class="door">
      <Title>Sign in</Title>
      <form class="card" noValidate onSubmit={submit}>
        {problem.value !== null && <ProblemNotice problem={problem.value} />}
        <PasswordField
          id="password"
          label="Password of this station"
          value={password}
          autocomplete="current-password"
          wrong={wrong.value}
        />
        <Button type="submit" kind="primary" busy={busy.value} disabled={wait_s.value > 0}>
          {wait_s.value > 0 ? `Wait ${wait_s.value} s` : "Sign in"}
        </Button>
        <p class="muted">
          Forgotten? Whoever may use the station's command line removes the file{" "}
          <code>console-password</code> from its folder and restarts it; then a new one can be set.
        </p>
      </form>
    </main>
  );
}
