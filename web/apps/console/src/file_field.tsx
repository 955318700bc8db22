import { described, Field } from "@portero/ui";
import type { Signal } from "@preact/signals";

interface FileFieldProps {
  id: string;
  label: string;
  file: Signal<File | undefined>;
  help?: string;
  wrong?: string | undefined;
}

export function FileField({ id, label, file, help, wrong }: FileFieldProps) {
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      <input
        {...described(id, help, wrong)}
        type="file"
        onChange={(event) => (file.value = event.currentTarget.files?.[0])}
      />
    </Field>
  );
}
