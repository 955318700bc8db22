import { Icon } from "@portero/ui";

const microphone =
  "M12 3.5a3 3 0 0 0-3 3V12a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3";

export const MicrophoneIcon = () => (
  <Icon>
    <path d={microphone} />
  </Icon>
);
export const MicrophoneStruckIcon = () => (
  <Icon>
    <path d={microphone} />
    <path d="M4 20 20 4" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M7 4.5v15l12-7.5z" />
  </Icon>
);
