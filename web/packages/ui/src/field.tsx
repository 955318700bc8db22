import type { ComponentChildren } from "preact";

interface FieldProps {
  id: string; // of the control
  label: string;
  mark?: string | undefined; // beside the label, like "required"
  help?: ComponentChildren;
  wrong?: string | undefined; // what is wrong with the value, as a sentence
  children: ComponentChildren;
}

// A control with its label, what it means, and what is wrong with it.
export function Field({ id, label, mark, help, wrong, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {mark && <span class="mark"> ({mark})</span>}
      </label>
      {help && (
        <span class="help" id={`${id}-help`}>
          {help}
        </span>
      )}
      {children}
      <span class="wrong" id={`${id}-wrong`} aria-live="polite">
        {wrong}
      </span>
    </div>
  );
}

// What a control of a Field must carry to be read aloud with it.
export function described(id: string, help: unknown, wrong: string | undefined) {
  const ids = [help ? `${id}-help` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": ids || undefined,
    "aria-invalid": wrong ? ("true" as const) : undefined,
  };
}

interface SwitchProps {
  id: string;
  label: string;
  help?: ComponentChildren;
  wrong?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  on_change: (checked: boolean) => void;
}

export function Switch(props: SwitchProps) {
  const { id, label, help, wrong, checked, disabled, on_change } = props;
  return (
    <div class="field">
      <label class="switch">
        <input
          {...described(id, help, wrong)}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => on_change(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {help && (
        <span class="help indented" id={`${id}-help`}>
          {help}
        </span>
      )}
      <span class="wrong indented" id={`${id}-wrong`} aria-live="polite">
        {wrong}
      </span>
    </div>
  );
}
