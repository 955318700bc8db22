import type { Card, Panel } from "@portero/api";

export function state_of(panel: Panel): string {
  if (!panel.attended) return "Nobody is there to send to the panel: the log says why";
  if (!panel.osdp) return "Credentials can be sent by Wiegand";
  if (!panel.osdp.online)
    return "The panel does not ask by OSDP: check its wires, address and baud rate";
  return panel.osdp.gets_cards
    ? "The panel asks for credentials by OSDP"
    : "Nothing is sent until the secure channel stands: set the same key here and at the panel";
}

export function protection_of({ osdp }: Panel): string {
  if (!osdp?.online) return "The panel is not there";
  if (osdp.protection === "own_key") return "Secure channel";
  return osdp.protection === "default_key"
    ? "Secure channel by the default key, which everybody knows"
    : "None: whoever reaches the wires can read the credential";
}

export function place_of({ simulated, wires, osdp }: Panel): string {
  if (osdp)
    return simulated
      ? "The panel is simulated: no door opens by it."
      : `The line is ${wires.replace(/^osdp:/, "")}.`;
  return simulated
    ? "The wires are simulated: no panel gets what is sent."
    : `The wires are ${wires}.`;
}

export function card_in_words({ bits, hex }: Card): string {
  return `${bits} bits, hex ${hex}`;
}
