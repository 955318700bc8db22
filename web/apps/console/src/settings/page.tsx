import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Title } from "../title";
import { not_available } from "./advice";
import { id_of } from "./control";
import { drafts, in_force, is_of_use, load, overtaken, save, wrong } from "./form";
import { Outcome } from "./outcome";
import { path_of } from "./paths";
import { SaveBar } from "./save_bar";
import { page_names, type Section, sections_of } from "./schema";
import { SettingField } from "./setting_field";

interface SettingsPageProps {
  page: string;
  beside?: ComponentType | undefined;
}

// One page of operation settings, as the schema has it.
export function SettingsPage({ page, beside: Beside }: SettingsPageProps) {
  useEffect(() => void load(), []);
  useEffect(() => warn_before_unloading(), []);
  async function submit(event: Event) {
    event.preventDefault();
    if (!(await save())) focus_what_is_said(page);
  }
  return (
    <>
      <Title>{page}</Title>
      <PageLinks current={page} />
      <div class={Beside && "beside"}>
        {Beside && <Beside />}
        <form class="settings" noValidate autocomplete="off" onSubmit={submit}>
          <div id="outcome" tabIndex={-1}>
            <Outcome />
          </div>
          {in_force.value && (
            <>
              {sections_of(page).map((section) => (
                <SectionCard key={section.title} section={section} />
              ))}
              <SaveBar page={page} />
            </>
          )}
        </form>
      </div>
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

// The first setting on this page of which there is something to say, or what is said of all.
function focus_what_is_said(page: string): void {
  const on_page = sections_of(page).flatMap(({ settings }) => settings);
  const first =
    on_page.find(({ name }) => wrong.value.has(name)) ??
    on_page.find(({ name }) => overtaken.value.has(name));
  document.getElementById(first ? id_of(first) : "outcome")?.focus();
}
