import { describe, expect, it } from "vitest";
import { by_name, is_used, page_names, required_with, sections_of, settings } from "./schema";

const setting = (name: string) => by_name.get(name)!;

describe("the settings of the schema", () => {
  it("stand on the pages of the product, in their order", () => {
    expect(page_names).toEqual([
      "Intercom", "Access control", "Card reader", "Audio and video", "Display",
    ]);
    const sections = sections_of("Access control").map((section) => section.title);
    expect(sections).toContain("Door relay");
    const all = page_names.flatMap(sections_of).flatMap((section) => section.settings);
    expect(all).toEqual(settings);
  });

  it("have the control of their type", () => {
    expect(setting("sip.enabled").kind).toBe("switch");
    expect(setting("sip.transport").choices).toContainEqual({ value: "tls", title: "TLS" });
    expect(setting("access.osdp_baud").choices[0]).toEqual({ value: 9600, title: "9600" });
    expect(setting("access.relay_pulse_s")).toMatchObject({
      kind: "number", min: 1, max: 60, unit: "s",
    });
    expect(setting("sip.limit_incoming_to_extensions").kind).toBe("list");
    expect(setting("sip.tls_ca").kind).toBe("long_text");
    expect(setting("sip.password")).toMatchObject({ kind: "text", secret: true });
  });

  it("say in words what a pattern allows", () => {
    for (const each of settings) if (each.pattern) expect(each.allowed).toMatch(/\w+/);
  });
});

describe("required_with", () => {
  const required = (values: Record<string, unknown>) => required_with((name) => values[name]);

  it("asks for the account of SIP where it is on and calls go through its server", () => {
    const values = { "sip.enabled": true, "sip.direct_calls": false };
    expect(required(values)).toEqual(new Set(["sip.server_address", "sip.username"]));
    expect(required({ ...values, "sip.direct_calls": true }).size).toBe(0);
    expect(required({ ...values, "sip.enabled": false }).size).toBe(0);
  });
});

describe("is_used", () => {
  it("is false for what another choice would make use of", () => {
    const used = (name: string, values: Record<string, unknown>) =>
      is_used(setting(name), (other) => values[other]);
    expect(used("sip.tls_ca", { "sip.tls_verification": "system_cas" })).toBe(false);
    expect(used("sip.tls_ca", { "sip.tls_verification": "uploaded_ca" })).toBe(true);
    expect(used("access.card_id", { "access.credential_enabled": false })).toBe(true);
    expect(used("sip.realm", {})).toBe(true);
  });
});
