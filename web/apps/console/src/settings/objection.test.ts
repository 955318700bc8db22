import { describe, expect, it } from "vitest";
import { at_its_field, objection } from "./objection";
import { by_name } from "./schema";

const to = (name: string, draft: string) => objection(by_name.get(name)!, draft);

describe("objection", () => {
  it("tells the range of a number", () => {
    const sentence = "Enter a whole number from 1 to 60 s.";
    for (const draft of ["0", "61", "3.5", "three", "1e1"])
      expect(to("access.relay_pulse_s", draft)).toBe(sentence);
    expect(to("access.relay_pulse_s", "60")).toBeUndefined();
    expect(to("access.relay_pulse_s", "")).toBeUndefined();
  });

  it("tells what a text may be", () => {
    const wrong = /^This has the wrong form\. Allowed: an IP address/;
    expect(to("sip.server_address", "pbx example")).toMatch(wrong);
    expect(to("sip.server_address", "pbx.example:5070")).toBeUndefined();
    expect(to("sip.server_address", " pbx.example ")).toBeUndefined();
    expect(to("sip.username", "x".repeat(65))).toMatch(/65 characters, 64 at most/);
    expect(to("sip.realm", "")).toBe("This cannot be empty.");
  });

  it("tells how a contact is written", () => {
    const name = "display.contacts";
    expect(to(name, "Müller, Anna = 201\nBob = sip:bob@192.0.2.9;transport=tcp")).toBeUndefined();
    expect(to(name, "Anna 201")).toMatch(/^Anna 201: .* Allowed: .*for instance Anna Smith = 201/);
  });

  it("tells which item of a list is wrong", () => {
    const name = "sip.limit_incoming_to_extensions";
    expect(to(name, "201\n202")).toBeUndefined();
    expect(to(name, "201\n201")).toBe("201 is there twice. Remove one of them.");
    expect(to(name, "2 01")).toMatch(/^2 01: this has the wrong form/);
  });
});

describe("what the station says", () => {
  it("stands at its field without the name of it", () => {
    expect(at_its_field("a.b", "a.b is out of range; allowed: 1 to 2")).toBe(
      "This is out of range; allowed: 1 to 2.",
    );
    expect(at_its_field("a.b", "Too long.")).toBe("Too long.");
  });
});
