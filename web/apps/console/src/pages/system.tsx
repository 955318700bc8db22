import { Problem, station } from "@portero/api";
import { Button, Notice, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { objection_to_password, password_rule } from "../password";
import { PasswordField } from "../password_field";
import { now_is } from "../session";
import { discard } from "../settings/form";
import { Title } from "../title";
import { CertificateCard } from "./certificate";

export function SystemPage() {
  return (
    <>
      <Title>System</Title>
      <div class="narrow">
        <ChangePassword />
        <CertificateCard />
        <SignOut />
        <About />
      </div>
    </>
  );
}

function ChangePassword() {
  const old = useSignal("");
  const next = useSignal("");
  const wrong_old = useSignal<string | undefined>(undefined);
  const wrong_next = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const done = useSignal(false);
  const busy = useSignal(false);
  async function submit(event: Event) {
    event.preventDefault();
    problem.value = null;
    done.value = false;
    wrong_old.value = old.value === "" ? "Enter the password that is in force." : undefined;
    wrong_next.value = objection_to_password(next.value);
    if (wrong_old.value) return document.getElementById("old-password")?.focus();
    if (wrong_next.value) return document.getElementById("new-password")?.focus();
    busy.value = true;
    try {
      await station.change_password(old.value, next.value);
      old.value = next.value = "";
      done.value = true;
    } catch (error) {
      if (error instanceof Problem && error.code === "wrong_password" && error.status === 401)
        wrong_old.value = error.message;
      else if (error instanceof Problem && error.status === 422) wrong_next.value = error.message;
      else problem.value = error;
      document.getElementById(wrong_next.value ? "new-password" : "old-password")?.focus();
    }
    busy.value = false;
  }
  return (
    <form class="card" noValidate onSubmit={submit}>
      <h2>Password</h2>
      <p class="muted">Changing it signs out every other browser.</p>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {done.value && (
        <Notice kind="ok">The password is changed. Everybody else was signed out.</Notice>
      )}
      <PasswordField
        id="old-password"
        label="Present password"
        value={old}
        autocomplete="current-password"
        wrong={wrong_old.value}
      />
      <PasswordField
        id="new-password"
        label="New password"
        value={next}
        autocomplete="new-password"
        help={password_rule}
        wrong={wrong_next.value}
        on_leave={() =>
          (wrong_next.value = next.value === "" ? undefined : objection_to_password(next.value))
        }
      />
      <div class="buttons">
        <Button type="submit" kind="primary" busy={busy.value}>
          Change password
        </Button>
      </div>
    </form>
  );
}

function SignOut() {
  const problem = useSignal<unknown>(null);
  async function leave() {
    try {
      await station.sign_out();
      discard(); // whoever comes next shall not find what was typed
      now_is("signed_out");
    } catch (error) {
      problem.value = error;
    }
  }
  return (
    <section class="card">
      <h2>This browser</h2>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      <div class="buttons">
        <Button on_press={() => void leave()}>Sign out</Button>
      </div>
    </section>
  );
}

function About() {
  return (
    <section class="card">
      <h2>About</h2>
      <p>
        Portero is free software under the Apache License 2.0. This console contains work of others
        under <a href="/licenses.txt" target="_blank" rel="noreferrer">their licenses</a>.
      </p>
    </section>
  );
}
