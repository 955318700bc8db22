import { after_the_press, described, Field } from "@portero/ui";
import { type Signal, useSignal } from "@preact/signals";

interface PasswordFieldProps {
  id: string;
  label: string;
  value: Signal<string>;
  autocomplete: "current-password" | "new-password";
  help?: string;
  wrong?: string | undefined;
  on_leave?: () => void;
}

// Whoever types it may look at it: WCAG 3.3.8.
export function PasswordField(props: PasswordFieldProps) {
  const { id, label, value, autocomplete, help, wrong, on_leave } = props;
  const visible = useSignal(false);
  const attributes = {
    ...described(id, help, wrong),
    autocomplete,
    autocapitalize: "none" as const,
    spellcheck: false,
    "aria-required": "true" as const,
    value,
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      (value.value = event.currentTarget.value),
    onBlur: () => on_leave && after_the_press(on_leave),
  };
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      {visible.value ? (
        <input {...attributes} type="text" />
      ) : (
        <input {...attributes} type="password" />
      )}
      <label class="switch small">
        <input
          type="checkbox"
          checked={visible}
          onChange={(event) => (visible.value = event.currentTarget.checked)}
        />
        <span>
          Show it<span class="only-read-aloud"> ({label.toLowerCase()})</span>
        </span>
      </label>
    </Field>
  );
}
