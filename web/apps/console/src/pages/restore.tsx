import { Problem, station } from "@portero/api";
import { Button, Notice, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { FileField } from "../file_field";
import { PasswordField } from "../password_field";
import { said_of } from "../settings/remark";

const max_file_bytes = 224 * 1024;
const file_field = "backup-file";
const passphrase_field = "restore-passphrase";
// What is wrong with the file itself.
const of_the_file = new Set(["no_backup", "damaged_backup", "newer_backup"]);

export function RestoreCard() {
  const file = useSignal<File | undefined>(undefined);
  const passphrase = useSignal("");
  const wrong_file = useSignal<string | undefined>(undefined);
  const wrong_passphrase = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const remarks = useSignal<string[] | undefined>(undefined);
  const busy = useSignal(false);
  async function submit(event: Event) {
    event.preventDefault();
    problem.value = null;
    remarks.value = undefined;
    wrong_file.value = objection_to(file.value);
    wrong_passphrase.value = passphrase.value ? undefined : "Enter the passphrase of the backup.";
    if (wrong_file.value) return document.getElementById(file_field)?.focus();
    if (wrong_passphrase.value) return document.getElementById(passphrase_field)?.focus();
    busy.value = true;
    try {
      const text = await (file.value as File).text();
      remarks.value = (await station.restore(passphrase.value, text)).remarks;
      passphrase.value = "";
    } catch (error) {
      refused(error);
    }
    busy.value = false;
  }
  function refused(error: unknown) {
    const code = error instanceof Problem ? error.code : "";
    const sentence = error instanceof Problem ? error.message : "";
    if (code === "wrong_passphrase") wrong_passphrase.value = sentence;
    else if (of_the_file.has(code)) wrong_file.value = sentence;
    else problem.value = error;
    if (code === "wrong_passphrase") document.getElementById(passphrase_field)?.focus();
    if (of_the_file.has(code)) document.getElementById(file_field)?.focus();
  }
  return (
    <form class="card" noValidate onSubmit={submit}>
      <h2>Restore</h2>
      <p class="muted">
        The settings of the backup take the place of all that are stored here, at once. Where one of
        them is refused, nothing changes.
      </p>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {remarks.value && <Restored remarks={remarks.value} />}
      <FileField id={file_field} label="Backup file" file={file} wrong={wrong_file.value} />
      <PasswordField
        id={passphrase_field}
        label="Passphrase of the backup"
        value={passphrase}
        autocomplete="current-password"
        wrong={wrong_passphrase.value}
      />
      <div class="buttons">
        <Button type="submit" busy={busy.value}>
          Restore settings
        </Button>
      </div>
    </form>
  );
}

function Restored({ remarks }: { remarks: string[] }) {
  return (
    <Notice kind="ok">
      <p>The settings of the backup are in force.</p>
      {remarks.length > 0 && (
        <ul>
          {remarks.map((remark) => (
            <li key={remark}>{said_of(remark)}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function objection_to(file: File | undefined): string | undefined {
  if (!file) return "Choose the file of a backup.";
  return file.size > max_file_bytes ? "This file is too large to be a backup." : undefined;
}
