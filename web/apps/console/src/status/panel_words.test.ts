import type { Panel } from "@portero/api";
import { expect, it } from "vitest";
import { card_in_words, place_of, protection_of, state_of } from "./panel_words";

const panel: Panel = {
  wires: "gpio:gpiochip0:5 and gpio:gpiochip0:6",
  simulated: false,
  attended: true,
  led_active: false,
  osdp: null,
  sends: { bits: 26, hex: "22224cf" },
  last_sent: null,
};

it("names the wires, or says that there are none", () => {
  expect(place_of(panel)).toBe("The wires are gpio:gpiochip0:5 and gpio:gpiochip0:6.");
  expect(place_of({ ...panel, simulated: true })).toMatch(/no panel gets what is sent/);
});

it("says whether anybody is there to send", () => {
  expect(state_of(panel)).toMatch(/can be sent/);
  expect(state_of({ ...panel, attended: false })).toMatch(/Nobody is there/);
});

it("says whether an OSDP panel asks, and how what is said is protected", () => {
  const by_osdp = (online: boolean, protection: "none" | "default_key" | "own_key"): Panel => ({
    ...panel,
    wires: "osdp:/dev/ttyS1",
    osdp: { online, protection, gets_cards: online },
  });
  expect(state_of(by_osdp(true, "own_key"))).toMatch(/asks for credentials/);
  expect(state_of(by_osdp(false, "none"))).toMatch(/does not ask/);
  const unprotected: Panel = {
    ...panel,
    osdp: { online: true, protection: "none", gets_cards: false },
  };
  expect(state_of(unprotected)).toMatch(/Nothing is sent until the secure channel stands/);
  expect(place_of(by_osdp(true, "none"))).toBe("The line is /dev/ttyS1.");
  expect(protection_of(by_osdp(true, "own_key"))).toBe("Secure channel");
  expect(protection_of(by_osdp(true, "default_key"))).toMatch(/everybody knows/);
  expect(protection_of(by_osdp(true, "none"))).toMatch(/can read/);
  expect(protection_of(by_osdp(false, "none"))).toMatch(/not there/);
});

it("tells a card by its bits", () => {
  expect(card_in_words({ bits: 26, hex: "22224cf" })).toBe("26 bits, hex 22224cf");
});
