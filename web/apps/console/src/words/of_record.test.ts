import type { KeptEvent } from "@portero/api";
import { describe, expect, it } from "vitest";
import { detail_of, duration, kind_of } from "./of_record";

const event = (said: Partial<KeptEvent>): KeptEvent => ({
  number: 1, at_ms: 0, kind: "started", call: "", who: "", how: "", outcome: "", photo: false,
  ...said,
});

describe("the words of the record", () => {
  it("say who did what, how and what came of it", () => {
    const refused = event({
      kind: "unlock_refused", who: "201", how: "dial_key", outcome: "outside_call",
    });
    expect(kind_of(refused)).toBe("Unlock refused");
    expect(detail_of(refused)).toBe("201, by dial key, outside a call");
    expect(detail_of(event({ who: "sip:desk@192.0.2.1", how: "sip" }))).toBe(
      "sip:desk@192.0.2.1, by SIP",
    );
    expect(detail_of(event({ outcome: "no_network" }))).toBe("No network");
    expect(detail_of(event({}))).toBe("");
  });

  it("call settings by their titles", () => {
    const changed = event({ kind: "settings_changed", outcome: "sip.realm, sip.gone" });
    expect(detail_of(changed)).toBe("Realm, sip.gone");
    const certificate = event({ kind: "settings_changed", outcome: "console.certificate" });
    expect(detail_of(certificate)).toBe("Certificate of the console");
  });

  it("tell a restored backup from a change", () => {
    const restored = event({ kind: "settings_changed", how: "restore", outcome: "sip.realm" });
    expect(kind_of(restored)).toBe("Settings restored");
    expect(detail_of(restored)).toBe("Realm");
  });

  it("show what they do not know as it is", () => {
    expect(kind_of(event({ kind: "door_held" }))).toBe("door_held");
    expect(detail_of(event({ how: "carrier_pigeon" }))).toBe("Carrier_pigeon");
  });
});

describe("duration", () => {
  it("reads as a clock does", () => {
    expect(duration(5_000)).toBe("0:05");
    expect(duration(65_400)).toBe("1:05");
    expect(duration(3_605_000)).toBe("1:00:05");
    expect(duration(-3)).toBe("0:00");
  });
});
