import type { ComponentChildren } from "preact";

export function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const handset =
  "M6.6 3.5 4.5 4.6c-1 .5-1.5 1.6-1.3 2.7 1 6.8 6.7 12.5 13.5 13.5 " +
  "1.1.2 2.2-.3 2.7-1.3l1.1-2.1c.4-.8.1-1.7-.6-2.2l-2.9-1.8c-.7-.4-1.5-.3" +
  "-2.1.2l-1.3 1.2c-2-1-3.6-2.6-4.6-4.6l1.2-1.3c.5-.6.6-1.4.2-2.1L8.8 4.1" +
  "c-.5-.7-1.4-1-2.2-.6z";

export const PhoneIcon = () => (
  <Icon>
    <path d={handset} />
  </Icon>
);
export const PhoneFilledIcon = () => (
  <Icon>
    <path d={handset} fill="currentColor" />
  </Icon>
);
export const PhoneStruckIcon = () => (
  <Icon>
    <path d={handset} />
    <path d="M3 21 21 3" />
  </Icon>
);
export const BellIcon = () => (
  <Icon>
    <path d="M18 16V10.5a6 6 0 0 0-12 0V16l-1.5 2.5h15zM10 21.5h4" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M8 5v14M16 5v14" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 12.5 5 5 10-11" />
  </Icon>
);
export const CrossIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);
export const WaitIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </Icon>
);
export const ListIcon = () => (
  <Icon>
    <path d="M8.5 6h12M8.5 12h12M8.5 18h12M3.5 6h.01M3.5 12h.01M3.5 18h.01" />
  </Icon>
);
export const SkipIcon = () => (
  <Icon>
    <path d="M6 12h12" />
  </Icon>
);
export const WarnIcon = () => (
  <Icon>
    <path d="M12 5v9M12 18.5h.01" />
  </Icon>
);
export const BackupIcon = () => (
  <Icon>
    <path d="M12 3.5v11M7.5 10l4.5 4.5 4.5-4.5M4 16.5v3.5h16v-3.5" />
  </Icon>
);
export const QuestionIcon = () => (
  <Icon>
    <path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5h.01" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <path d="M5.5 11h13v9.5h-13zM8 11V7.5a4 4 0 0 1 8 0V11" />
  </Icon>
);
export const DoorIcon = () => (
  <Icon>
    <path d="M5.5 21V3.5h13V21M3 21h18M14.5 12.5h.01" />
  </Icon>
);
export const SlidersIcon = () => (
  <Icon>
    <path d="M3 7h9M18 7h3M3 17h3M12 17h9" />
    <circle cx="15" cy="7" r="3" />
    <circle cx="9" cy="17" r="3" />
  </Icon>
);
export const HistoryIcon = () => (
  <Icon>
    <path d="M4 5v5h5M4.5 9.5A8.5 8.5 0 1 1 3.5 13M12 8v4.5l3 2" />
  </Icon>
);
export const LogIcon = () => (
  <Icon>
    <path d="M5.5 3.5h13v17h-13zM9 8h6M9 12h6M9 16h4" />
  </Icon>
);
export const SystemIcon = () => (
  <Icon>
    <path d="M4 5h16v6H4zM4 13h16v6H4zM7.5 8h.01M7.5 16h.01" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M5 12h.01M12 12h.01M19 12h.01" />
  </Icon>
);
