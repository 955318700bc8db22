import { Problem, station } from "@portero/api";
import { Button, Notice, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { objection_to_password, password_rule } from "../password";
import { PasswordField } from "../password_field";
import { save_as } from "../save_as";
import { Title } from "../title";
import { RestoreCard } from "./restore";

export function BackupPage() {
  return (
    <>
      <Title>Backup and restore</Title>
      <div class="narrow">
        <BackupCard />
        <RestoreCard />
      </div>
    </>
  );
}

const field = "backup-passphrase";

function BackupCard() {
  const passphrase = useSignal("");
  const wrong = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const made = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  function refuse(why: string) {
    wrong.value = why;
    document.getElementById(field)?.focus();
  }
  async function submit(event: Event) {
    event.preventDefault();
    problem.value = null;
    made.value = wrong.value = undefined;
    if (passphrase.value === "") return refuse("Enter a passphrase.");
    const objection = objection_to_password(passphrase.value);
    if (objection) return refuse(objection);
    busy.value = true;
    try {
      const backup = await station.backup(passphrase.value);
      save_as(backup.name, backup.file);
      passphrase.value = "";
      made.value = backup.name;
    } catch (error) {
      if (error instanceof Problem && error.code === "weak_passphrase") refuse(error.message);
      else problem.value = error;
    }
    busy.value = false;
  }
  return (
    <form class="card" noValidate onSubmit={submit}>
      <h2>Back up</h2>
      <p class="muted">
        A file with all settings that are stored on the station, their passwords and keys included.
        Only its passphrase opens it: whoever loses that loses the backup. The record, all
        photos and the password of this console are not in it.
      </p>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {made.value && (
        <Notice kind="ok">
          {made.value} is among your downloads. Keep its passphrase somewhere else.
        </Notice>
      )}
      <PasswordField
        id={field}
        label="Passphrase for the backup"
        value={passphrase}
        autocomplete="new-password"
        help={password_rule}
        wrong={wrong.value}
      />
      <div class="buttons">
        <Button type="submit" kind="primary" busy={busy.value}>
          Download backup
        </Button>
      </div>
    </form>
  );
}
