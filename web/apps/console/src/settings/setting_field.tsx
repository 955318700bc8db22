import type { Value } from "@portero/api";
import { Field, LockIcon, Switch } from "@portero/ui";
import { status } from "../live";
import { not_available, warning } from "./advice";
import { Control, id_of } from "./control";
import { has_secret, shown } from "./draft";
import { change, draft_of, drafts, in_force, overtaken, required, wrong } from "./form";
import { range_of, type Setting } from "./schema";

// A setting with its control, and all that is to be said of it.
export function SettingField({ setting }: { setting: Setting }) {
  const told = in_force.value;
  if (!told) return null;
  const locked = lock_of(setting, told.pinned[setting.name]);
  const is_required = required.value.has(setting.name);
  const said = wrong.value.get(setting.name);
  const help = <Help setting={setting} locked={locked} />;
  if (setting.kind === "switch")
    return (
      <Switch
        id={id_of(setting)}
        label={setting.title}
        help={help}
        wrong={said}
        disabled={locked !== undefined}
        checked={draft_of(setting) === true}
        on_change={(checked) => change(setting, checked)}
      />
    );
  return (
    <Field
      id={id_of(setting)}
      label={setting.title}
      mark={is_required ? "required" : undefined}
      help={help}
      wrong={said}
    >
      <Control
        setting={setting}
        disabled={locked !== undefined}
        required={is_required}
        has_secret={has_secret(told.settings[setting.name])}
        help={help}
        wrong={said}
      />
    </Field>
  );
}

function lock_of(setting: Setting, pinned: string | undefined): string | undefined {
  if (pinned !== undefined) return `Set in ${pinned}, and can be changed only there.`;
  return not_available(setting);
}

function Help({ setting, locked }: { setting: Setting; locked: string | undefined }) {
  const warned = warning(setting, status.value?.call != null);
  const range = range_of(setting);
  return (
    <>
      {setting.help}
      {setting.kind === "list" && " One a line."}
      {range && ` ${range}.`}
      {setting.secret && <SecretState setting={setting} />}
      {locked && (
        <span class="lock">
          <LockIcon /> {locked}
        </span>
      )}
      {warned && <strong class="warning">{warned}</strong>}
      {overtaken.value.has(setting.name) && (
        <strong class="warning">{others_value(setting, overtaken.value.get(setting.name))}</strong>
      )}
    </>
  );
}

function SecretState({ setting }: { setting: Setting }) {
  const is_set = has_secret(in_force.value?.settings[setting.name]);
  if (drafts.value.get(setting) === null) return <strong> It is removed when you save.</strong>;
  return is_set ? <strong> Saved. Enter a new one to change it.</strong> : <> None is saved.</>;
}

function others_value(setting: Setting, value: Value | undefined): string {
  const words = words_of(setting, value);
  return `Meanwhile somebody set it to ${words}. Saving again replaces that with what is here.`;
}

function words_of(setting: Setting, value: Value | undefined): string {
  if (setting.secret) return "another secret";
  if (setting.kind === "switch") return value === true ? "on" : "off";
  const text = shown(setting, value);
  const choice = setting.choices.find((one) => String(one.value) === text);
  return choice?.title ?? (text === "" ? "nothing" : `“${String(text)}”`);
}
