import { after_the_press, Button, described } from "@portero/ui";
import { not_with_the_rest } from "./advice";
import type { Draft } from "./draft";
import { change, check, draft_of } from "./form";
import type { Setting } from "./schema";

interface ControlProps {
  setting: Setting;
  disabled: boolean;
  required: boolean;
  has_secret: boolean; // one is saved
  help: unknown;
  wrong: string | undefined;
}

// The control of a setting by the type of its value.
export function Control(props: ControlProps) {
  switch (props.setting.kind) {
    case "switch":
      return null; // its label is its control
    case "choice":
      return <Choose {...props} />;
    case "number":
      return <EnterNumber {...props} />;
    case "text":
      return props.setting.secret ? <EnterSecret {...props} /> : <EnterText {...props} />;
    case "list":
    case "long_text":
      return <EnterLines {...props} />;
  }
}

export function id_of(setting: Setting): string {
  return setting.name.replaceAll(/[._]/g, "-");
}

function attributes({ setting, disabled, required, help, wrong }: ControlProps) {
  return {
    ...described(id_of(setting), help, wrong),
    disabled,
    "aria-required": required ? ("true" as const) : undefined,
    autocomplete: "off" as const,
    spellcheck: false,
    onBlur: () => after_the_press(() => check(setting)),
  };
}

function text_of(draft: Draft): string {
  return typeof draft === "string" ? draft : "";
}

function Choose(props: ControlProps) {
  const { setting } = props;
  const draft = text_of(draft_of(setting));
  return (
    <select
      {...attributes(props)}
      value={draft}
      onChange={(event) => change(setting, event.currentTarget.value)}
    >
      {setting.choices.map(({ value, title }) => {
        const why_not = not_with_the_rest(setting, value);
        const selected = String(value) === draft;
        return (
          <option
            key={value}
            value={String(value)}
            selected={selected}
            disabled={why_not !== undefined && !selected}
          >
            {setting.unit ? `${title} ${setting.unit}` : title}
            {why_not && ` (${why_not})`}
          </option>
        );
      })}
    </select>
  );
}

function EnterNumber(props: ControlProps) {
  const { setting } = props;
  return (
    <div class="with-unit">
      <input
        {...attributes(props)}
        type="text"
        inputmode="numeric"
        value={text_of(draft_of(setting))}
        onInput={(event) => change(setting, event.currentTarget.value)}
      />
      {setting.unit && <span aria-hidden="true">{setting.unit}</span>}
    </div>
  );
}

function EnterText(props: ControlProps) {
  const { setting } = props;
  return (
    <input
      {...attributes(props)}
      type="text"
      value={text_of(draft_of(setting))}
      onInput={(event) => change(setting, event.currentTarget.value)}
    />
  );
}

function EnterSecret(props: ControlProps) {
  const { setting, has_secret, disabled } = props;
  const draft = draft_of(setting);
  return (
    <div class="with-button">
      <input
        {...attributes(props)}
        type="password"
        autocomplete="new-password"
        value={text_of(draft)}
        onInput={(event) => change(setting, event.currentTarget.value)}
      />
      {has_secret && (
        <Button disabled={disabled} on_press={() => change(setting, draft === null ? "" : null)}>
          {draft === null ? "Keep it" : "Remove it"}
          <span class="only-read-aloud"> ({setting.title})</span>
        </Button>
      )}
    </div>
  );
}

// A list shows its items as long as there are not too many of them.
function rows_for(setting: Setting, draft: string): number {
  return setting.kind === "list" ? Math.min(12, Math.max(3, draft.split("\n").length)) : 4;
}

function EnterLines(props: ControlProps) {
  const { setting } = props;
  const draft = text_of(draft_of(setting));
  return (
    <textarea
      {...attributes(props)}
      rows={rows_for(setting, draft)}
      value={draft}
      onInput={(event) => change(setting, event.currentTarget.value)}
    />
  );
}
