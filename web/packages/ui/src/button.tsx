import type { ComponentChildren } from "preact";

interface ButtonProps {
  children: ComponentChildren;
  kind?: "plain" | "primary" | "go" | "end"; // go opens or answers; end ends something
  type?: "button" | "submit";
  busy?: boolean | undefined; // what it does is under way
  disabled?: boolean | undefined;
  described_by?: string | undefined;
  on_press?: () => void;
}

export function Button(props: ButtonProps) {
  const { children, kind = "plain", type = "button", busy, disabled, described_by } = props;
  return (
    <button
      type={type}
      class={`button ${kind}`}
      disabled={disabled || busy}
      aria-busy={busy ? "true" : undefined}
      aria-describedby={described_by}
      onClick={props.on_press}
    >
      {children}
    </button>
  );
}
