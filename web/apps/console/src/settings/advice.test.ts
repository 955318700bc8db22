import { beforeEach, expect, it } from "vitest";
import { not_with_the_rest, warning } from "./advice";
import * as form from "./form";
import { by_name } from "./schema";

const setting = (name: string) => by_name.get(name)!;

beforeEach(() => {
  form.drafts.value = new Map();
  form.in_force.value = null;
});

it("offers no format to a credential that it cannot have", () => {
  const format = setting("card_reader.card_format");
  expect(not_with_the_rest(format, "uid_32_mapped")).toBeUndefined();
  form.change(setting("access.credential_enabled"), true);
  expect(not_with_the_rest(format, "uid_32_mapped")).toBe("not available for temporary unlock");
  expect(not_with_the_rest(format, "h10301")).toBeUndefined();
});

it("warns nobody who sends a credential", () => {
  const output = setting("access.credential_output");
  form.change(output, "osdp");
  expect(warning(output)).toBeUndefined();
  form.change(setting("access.credential_enabled"), true);
  expect(warning(setting("access.credential_enabled"))).toBeUndefined();
});

it("warns whoever would end a call", () => {
  const sip = setting("sip.enabled");
  form.in_force.value = {
    settings: { "sip.enabled": true }, version: "1", pinned: {}, remarks: [],
  };
  expect(warning(sip, true)).toBeUndefined();
  form.change(sip, false);
  expect(warning(sip, true)).toMatch(/is hung up as soon as this is saved/);
  expect(warning(sip, false)).toBeUndefined();
});

it("warns whoever swaps what opens the door", () => {
  const active = setting("access.relay_active");
  expect(warning(active)).toBeUndefined();
  form.change(active, "low");
  expect(warning(active)).toMatch(/the door stands open/);
});

it("warns whoever lets everybody open the door outside of calls", () => {
  const outside = setting("access.unlock_outside_call");
  expect(warning(outside)).toBeUndefined();
  form.change(outside, "plain");
  expect(warning(outside)).toMatch(/without asking anybody/);
});
