import { Problem } from "@portero/api";
import { Button, Notice, ProblemNotice } from "@portero/ui";
import { useEffect } from "preact/hooks";
import { connection } from "../live";
import { go_to } from "../route";
import { Title } from "../title";
import { not_available } from "./advice";
import { id_of } from "./control";
import {
  discard, drafts, in_force, is_of_use, is_refused, load, overtaken, problem, remarks, save, saving,
  wrong,
} from "./form";
import { by_name, page_names, type Section, sections_of } from "./schema";
import { SettingField } from "./setting_field";

export function path_of(page: string): string {
  return `/operation/${page.toLowerCase().replaceAll(" ", "-")}`;
}

// One page of operation settings, as the schema has it.
export function SettingsPage({ page }: { page: string }) {
  useEffect(() => void load(), []);
  useEffect(() => warn_before_unloading(), []);
  async function submit(event: Event) {
    event.preventDefault();
    if (!(await save())) focus_first_wrong(page);
  }
  return (
    <>
      <Title>{page}</Title>
      <PageLinks current={page} />
      <form class="settings" noValidate autocomplete="off" onSubmit={submit}>
        <Outcome />
        {in_force.value && (
          <>
            {sections_of(page).map((section) => (
              <SectionCard key={section.title} section={section} />
            ))}
            <Footer page={page} />
          </>
        )}
      </form>
    </>
  );
}

function warn_before_unloading(): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (drafts.value.size > 0) event.preventDefault();
  };
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}

function PageLinks({ current }: { current: string }) {
  return (
    <nav aria-label="Operation" class="tabs">
      {page_names.map((page) => (
        <a key={page} href={path_of(page)} aria-current={page === current ? "page" : undefined}>
          {page}
        </a>
      ))}
    </nav>
  );
}

// What is not available as a whole is not shown as a whole.
function SectionCard({ section }: { section: Section }) {
  if (section.settings.every(not_available)) return null;
  const shown = section.settings.filter(is_of_use);
  return (
    <section class="card">
      <h2>{section.title}</h2>
      {shown.map((setting) => (
        <SettingField key={setting.name} setting={setting} />
      ))}
    </section>
  );
}

function Outcome() {
  if (is_refused.value && wrong.value.size > 0) return <Summary />;
  if (problem.value instanceof Problem && problem.value.status === 412) return <Overtaken />;
  if (problem.value !== null) return <ProblemNotice problem={problem.value} />;
  return (
    <div role="status">
      {remarks.value && (
        <div class="notice ok">
          <p>Saved. It is in force now.</p>
          {remarks.value.map((remark) => (
            <p key={remark}>{said(remark)}</p>
          ))}
        </div>
      )}
    </div>
  );
}

// The station calls settings by their names; a page calls them by their titles.
function said(remark: string): string {
  const name = remark.split(" ", 1)[0] ?? "";
  const title = by_name.get(name)?.title;
  return `${title ? `${title}${remark.slice(name.length)}` : remark}.`.replace(/\.\.$/, ".");
}

function Summary() {
  const count = wrong.value.size;
  return (
    <Notice kind="err">
      <p>
        Nothing was changed. {count === 1 ? "One value is" : `${count} values are`} not accepted:
      </p>
      <ul>
        {[...wrong.value].map(([name, detail]) => (
          <WrongLine key={name} name={name} detail={detail} />
        ))}
      </ul>
    </Notice>
  );
}

function WrongLine({ name, detail }: { name: string; detail: string }) {
  const setting = by_name.get(name);
  if (!setting) return <li>{detail}</li>;
  return (
    <li>
      <a
        href={`${path_of(setting.page)}#${id_of(setting)}`}
        onClick={(event) => {
          event.preventDefault();
          go_to(path_of(setting.page), id_of(setting));
        }}
      >
        {setting.title}
      </a>
      : {detail}
    </li>
  );
}

function Overtaken() {
  return (
    <Notice kind="warn">
      <p>
        Nothing was changed yet: somebody else changed the settings meanwhile. Your changes are
        still here.{" "}
        {overtaken.value.size > 0
          ? "Where both of you changed the same, it says so beside the setting. "
          : "Nobody touched what you changed. "}
        Look at them, then save again.
      </p>
    </Notice>
  );
}

function focus_first_wrong(page: string): void {
  const names = sections_of(page).flatMap(({ settings }) => settings);
  const first = names.find((setting) => wrong.value.has(setting.name));
  if (first) document.getElementById(id_of(first))?.focus();
  else document.querySelector<HTMLElement>(".notice a")?.focus();
}

function Footer({ page }: { page: string }) {
  const changed = [...drafts.value.keys()];
  const elsewhere = new Set(changed.map((one) => one.page).filter((other) => other !== page));
  const lost = connection.value === "lost";
  const words = changed.length === 1 ? "1 change" : `${changed.length} changes`;
  return (
    <footer class={`save-bar ${changed.length > 0 ? "needed" : ""}`}>
      <span id="save-state" role="status">
        {lost
          ? "The station cannot be reached: wait until it answers again."
          : changed.length === 0
            ? "Nothing is changed."
            : `${words}${elsewhere.size > 0 ? `, also on ${[...elsewhere].join(", ")}` : ""}.`}
      </span>
      <div class="buttons">
        <Button disabled={changed.length === 0 || saving.value} on_press={discard}>
          Discard
        </Button>
        <Button
          type="submit"
          kind="primary"
          busy={saving.value}
          disabled={changed.length === 0 || lost}
          described_by="save-state"
        >
          Save and apply
        </Button>
      </div>
    </footer>
  );
}
