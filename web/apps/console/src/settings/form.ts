import { Problem, type Settings, station, type Value } from "@portero/api";
import { computed, signal } from "@preact/signals";
import { type Draft, type Drafts, has_secret, is_changed, patch_of, shown } from "./draft";
import { at_its_field, objection } from "./objection";
import { by_name, is_used, required_with, type Setting } from "./schema";

// What the station says is in force; null before it has told.
export const in_force = signal<Settings | null>(null);

// What was changed and not saved, on all pages: it outlives going to another one.
export const drafts = signal<Drafts>(new Map());

// By name: what is wrong with its draft.
export const wrong = signal<ReadonlyMap<string, string>>(new Map());

// By name: settings that somebody else changed while there is a draft, with what they were.
export const overtaken = signal<ReadonlyMap<string, Value | undefined>>(new Map());

export const problem = signal<unknown>(null); // why loading or saving failed
export const saving = signal(false);
export const is_refused = signal(false); // the last save was, by what is wrong
export const remarks = signal<string[] | null>(null); // of the last save; null before it

export const required = computed(() => required_with(value_shown));

function value_shown(name: string): unknown {
  const setting = by_name.get(name);
  const draft = setting && drafts.value.get(setting);
  return draft ?? in_force.value?.settings[name];
}

// What nothing makes use of is not shown, unless it has a value.
export function is_of_use(setting: Setting): boolean {
  return is_used(setting, value_shown) || draft_of(setting) !== "";
}

export function draft_of(setting: Setting): Draft {
  const draft = drafts.value.get(setting);
  return draft === undefined ? shown(setting, in_force.value?.settings[setting.name]) : draft;
}

export async function load(): Promise<void> {
  try {
    take(await station.settings());
    problem.value = null;
    remarks.value = null;
  } catch (error) {
    problem.value = error;
  }
}

export function change(setting: Setting, draft: Draft): void {
  const next = new Map(drafts.value);
  if (is_changed(setting, in_force.value?.settings[setting.name], draft)) next.set(setting, draft);
  else next.delete(setting);
  drafts.value = next;
  remarks.value = null;
  if (wrong.value.has(setting.name)) check(setting);
}

// Whether a draft is wrong is told when its field is left, and corrected while it is typed.
export function check(setting: Setting): void {
  const draft = drafts.value.get(setting);
  const said = draft === undefined ? undefined : objection(setting, draft);
  const next = new Map(wrong.value);
  if (said) next.set(setting.name, said);
  else next.delete(setting.name);
  wrong.value = next;
}

export function discard(): void {
  drafts.value = new Map();
  wrong.value = new Map();
  overtaken.value = new Map();
  problem.value = null;
  is_refused.value = false;
}

function is_missing(name: string): boolean {
  const setting = by_name.get(name);
  if (!setting || !required.value.has(name)) return false;
  if (setting.secret && drafts.value.get(setting) === undefined)
    return !has_secret(in_force.value?.settings[name]);
  const draft = draft_of(setting);
  return draft === null || (typeof draft === "string" && draft.trim() === "");
}

// What the schema objects to, in the order of the pages.
function objections(): Map<string, string> {
  const found = new Map<string, string>();
  for (const setting of by_name.values()) {
    const draft = drafts.value.get(setting);
    const said = draft === undefined ? undefined : objection(setting, draft);
    if (said) found.set(setting.name, said);
    else if (is_missing(setting.name)) found.set(setting.name, `${setting.title} is required.`);
  }
  return found;
}

// True when all is in force.
export async function save(): Promise<boolean> {
  const looked_at = in_force.value;
  if (!looked_at || saving.value) return false;
  problem.value = null;
  wrong.value = objections();
  is_refused.value = wrong.value.size > 0;
  if (is_refused.value) return false;
  saving.value = true;
  try {
    const now = await station.change_settings(patch_of(drafts.value), looked_at.version);
    in_force.value = now;
    discard();
    remarks.value = now.remarks;
    return true;
  } catch (error) {
    await refused(error);
    return false;
  } finally {
    saving.value = false;
  }
}

async function refused(error: unknown): Promise<void> {
  problem.value = error;
  if (!(error instanceof Problem)) return;
  if (error.status === 412) return load_beside(error);
  wrong.value = new Map(
    error.fields.map(({ field, detail }) => [field, at_its_field(field, detail)]),
  );
  is_refused.value = wrong.value.size > 0;
}

// Somebody else was quicker: what is now in force is shown beside each draft, which stays.
async function load_beside(refusal: Problem): Promise<void> {
  await load();
  problem.value ??= refusal;
}

// What is in force now. Drafts of what somebody else changed meanwhile say so, and one that says
// the same is none any more.
function take(now: Settings): void {
  const before = in_force.value?.settings;
  const others = new Map(overtaken.value);
  const still = new Map(drafts.value);
  for (const [setting, draft] of drafts.value) {
    const [was, is] = [before?.[setting.name], now.settings[setting.name]];
    if (JSON.stringify(was) !== JSON.stringify(is)) others.set(setting.name, is);
    if (is_changed(setting, is, draft)) continue;
    still.delete(setting);
    others.delete(setting.name);
  }
  in_force.value = now;
  drafts.value = still;
  overtaken.value = others;
}
