import { Problem, station } from "@portero/api";
import { Button, described, Field, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { take_code_of_link } from "../claim_link";
import { objection_to_password, password_rule } from "../password";
import { PasswordField } from "../password_field";
import { learn_session, now_is } from "../session";
import { Title } from "../title";
import { wait_as_told, wait_s } from "../wait";

const code_help = (
  <>
    The station's screen shows it while there is no password;{" "}
    <code>porteroctl console</code> tells it on the station.
  </>
);

const code_of_link = take_code_of_link();

// The first start: whoever sets the password proves to be at the station.
export function ClaimPage() {
  const code = useSignal(code_of_link);
  const password = useSignal("");
  const wrong_code = useSignal<string | undefined>(undefined);
  const wrong_password = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  async function submit(event: Event) {
    event.preventDefault();
    problem.value = null;
    wrong_code.value = code.value.trim() === "" ? "Enter the claim code." : undefined;
    wrong_password.value = objection_to_password(password.value);
    if (wrong_code.value) return document.getElementById("code")?.focus();
    if (wrong_password.value) return document.getElementById("password")?.focus();
    busy.value = true;
    try {
      await station.claim(code.value.trim(), password.value);
      now_is("signed_in");
    } catch (error) {
      refused(error);
    }
    busy.value = false;
  }
  function refused(error: unknown) {
    wait_as_told(error);
    const why = error instanceof Problem ? error.code : "";
    if (error instanceof Problem && why === "wrong_code") wrong_code.value = error.message;
    else if (error instanceof Problem && why === "wrong_password")
      wrong_password.value = error.message;
    else problem.value = error;
    if (why === "claimed") void learn_session();
    document.getElementById(why === "wrong_password" ? "password" : "code")?.focus();
  }
  return (
    <main class="door">
      <Title>Set up this station</Title>
      <p>It has no password yet. Set the one with which you and others will sign in.</p>
      <form class="card" noValidate onSubmit={submit}>
        {problem.value !== null && <ProblemNotice problem={problem.value} />}
        <Field id="code" label="Claim code" help={code_help} wrong={wrong_code.value}>
          <input
            {...described("code", true, wrong_code.value)}
            class="code-input"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            aria-required="true"
            value={code}
            onInput={(event) => (code.value = event.currentTarget.value)}
          />
        </Field>
        <PasswordField
          id="password"
          label="New password"
          value={password}
          autocomplete="new-password"
          help={password_rule}
          wrong={wrong_password.value}
          on_leave={() =>
            (wrong_password.value =
              password.value === "" ? undefined : objection_to_password(password.value))
          }
        />
        <Button type="submit" kind="primary" busy={busy.value} disabled={wait_s.value > 0}>
          {wait_s.value > 0 ? `Wait ${wait_s.value} s` : "Set password and sign in"}
        </Button>
      </form>
    </main>
  );
}
