import type { Panel } from "@portero/api";
import { expect, it } from "vitest";
import { card_in_words, place_of, state_of } from "./panel_words";

const panel: Panel = {
  wires: "gpio:gpiochip0:5 and gpio:gpiochip0:6",
  simulated: false,
  attended: true,
  led_active: false,
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

it("tells a card by its bits", () => {
  expect(card_in_words({ bits: 26, hex: "22224cf" })).toBe("26 bits, hex 22224cf");
});
