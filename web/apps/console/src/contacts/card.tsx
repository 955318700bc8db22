import { Problem, station } from "@portero/api";
import { Button, Field, Notice, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FileField } from "../file_field";
import { in_force } from "../settings/form";
import "./contacts.css";
import { names_of } from "./names";
import { Photo } from "./photo";
import { scaled } from "./scaled";

const file_field = "contact-photo-file";

// The photos of the contacts that are saved.
export function ContactPhotos() {
  const names = names_of(in_force.value?.settings["display.contacts"]);
  return (
    <section class="card">
      <h2>Photos of contacts</h2>
      <p class="muted">
        The directory shows them beside the names. A photo goes with its contact, also where that is
        renamed, and is not in backups.
      </p>
      {names.length > 0 ? <PhotoForm names={names} /> : <p>No contact is saved yet.</p>}
    </section>
  );
}

function PhotoForm({ names }: { names: string[] }) {
  const chosen = useSignal("");
  const contact = names.includes(chosen.value) ? chosen.value : (names[0] ?? "");
  const kept = useKept(names);
  const file = useSignal<File | undefined>(undefined);
  const doing = useDoing(kept.ask);
  async function submit(event: Event) {
    event.preventDefault();
    doing.begin();
    if (!file.value) return doing.refuse("Choose a file.");
    const jpeg = await scaled(file.value).catch(() => undefined);
    if (!jpeg)
      return doing.refuse("This browser reads no picture in the file. Choose a JPEG or PNG.");
    await doing.act(
      () => station.keep_contact_photo(contact, jpeg),
      `${contact} has this photo now.`,
    );
  }
  function remove() {
    doing.begin();
    void doing.act(
      () => station.remove_contact_photo(contact),
      `${contact} has no photo any more.`,
    );
  }
  function choose(name: string) {
    doing.begin();
    chosen.value = name;
    file.value = undefined; // which was meant for another one
  }
  const has_photo = kept.contacts?.includes(contact);
  return (
    <form class="contact-photos" noValidate onSubmit={submit}>
      {doing.problem !== null && <ProblemNotice problem={doing.problem} />}
      {kept.problem !== null && <ProblemNotice problem={kept.problem} />}
      {doing.done && <Notice kind="ok">{doing.done}</Notice>}
      <ContactField names={names} contact={contact} on_choose={choose} />
      <Photo contact={contact} has_photo={has_photo} change={kept.change} />
      <FileField
        key={contact}
        id={file_field}
        label="Photo file"
        file={file}
        help="A JPEG or PNG. Its middle is sent, as a small picture."
        wrong={doing.wrong}
      />
      <div class="buttons">
        <Button type="submit" busy={doing.busy}>
          Save photo
        </Button>
        {has_photo && (
          <Button disabled={doing.busy} on_press={remove}>
            Remove photo
          </Button>
        )}
      </div>
    </form>
  );
}

// What is under way, and what came of it.
function useDoing(ask_again: () => Promise<void>) {
  const wrong = useSignal<string | undefined>(undefined);
  const problem = useSignal<unknown>(null);
  const done = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  function begin() {
    problem.value = null;
    done.value = wrong.value = undefined;
  }
  function refuse(why: string) {
    wrong.value = why;
    document.getElementById(file_field)?.focus();
  }
  async function act(what: () => Promise<unknown>, said: string) {
    busy.value = true;
    try {
      await what();
      done.value = said;
    } catch (error) {
      const field = error instanceof Problem && error.fields.find(({ field }) => field === "photo");
      if (field) refuse(field.detail);
      else problem.value = error;
    }
    if (done.value) await ask_again();
    busy.value = false;
  }
  return {
    wrong: wrong.value,
    problem: problem.value,
    done: done.value,
    busy: busy.value,
    begin,
    refuse,
    act,
  };
}

// Which contacts have one, as the station says; null while it has not said.
function useKept(names: string[]) {
  const contacts = useSignal<string[] | null>(null);
  const problem = useSignal<unknown>(null);
  const change = useSignal(0);
  async function ask() {
    try {
      contacts.value = await station.contact_photos();
      problem.value = null;
    } catch (error) {
      contacts.value = null;
      problem.value = error;
    }
    change.value += 1;
  }
  useEffect(() => void ask(), [names.join("\n")]);
  return { contacts: contacts.value, problem: problem.value, change: change.value, ask };
}

interface ContactFieldProps {
  names: string[];
  contact: string;
  on_choose: (name: string) => void;
}

function ContactField({ names, contact, on_choose }: ContactFieldProps) {
  const id = "contact-photo-of";
  return (
    <Field id={id} label="Contact">
      <select
        id={id}
        value={contact}
        onChange={(event) => on_choose(event.currentTarget.value)}
      >
        {names.map((name) => (
          <option key={name} value={name} selected={name === contact}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
