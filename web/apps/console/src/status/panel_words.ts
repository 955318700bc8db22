import type { Card, Panel } from "@portero/api";

export function state_of(panel: Panel): string {
  return panel.attended
    ? "Credentials can be sent by Wiegand"
    : "Nobody is there to send to the panel: the log says why";
}

export function place_of({ simulated, wires }: Panel): string {
  return simulated
    ? "The wires are simulated: no panel gets what is sent."
    : `The wires are ${wires}.`;
}

export function card_in_words({ bits, hex }: Card): string {
  return `${bits} bits, hex ${hex}`;
}
