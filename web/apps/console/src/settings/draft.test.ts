import { describe, expect, it } from "vitest";
import { is_changed, patch_of, shown, value_of } from "./draft";
import { by_name } from "./schema";

const setting = (name: string) => by_name.get(name)!;
const pulse = setting("access.relay_pulse_s");
const extensions = setting("sip.limit_incoming_to_extensions");
const password = setting("sip.password");

describe("a draft", () => {
  it("reads as what is in force", () => {
    expect(shown(pulse, 3)).toBe("3");
    expect(shown(extensions, ["201", "202"])).toBe("201\n202");
    expect(shown(setting("sip.enabled"), undefined)).toBe(false);
    expect(shown(setting("access.card_id"), undefined)).toBe("");
  });

  it("becomes the value of its setting's type", () => {
    expect(value_of(pulse, "5")).toBe(5);
    expect(value_of(pulse, " ")).toBeNull();
    expect(value_of(setting("access.osdp_baud"), "19200")).toBe(19200);
    expect(value_of(extensions, " 201 \n\n202\n")).toEqual(["201", "202"]);
    expect(value_of(setting("sip.transport"), "tls")).toBe("tls");
  });

  it("is no change where it says what is in force", () => {
    expect(is_changed(pulse, 3, "3")).toBe(false);
    expect(is_changed(pulse, 3, "4")).toBe(true);
    expect(is_changed(extensions, ["201"], "201\n")).toBe(false);
  });

  it("of a secret is one where something was typed, or it is taken away", () => {
    expect(is_changed(password, { set: true }, "")).toBe(false);
    expect(is_changed(password, { set: true }, "new")).toBe(true);
    expect(is_changed(password, { set: true }, null)).toBe(true);
    expect(is_changed(password, undefined, null)).toBe(false);
  });

  it("goes into a patch with the others", () => {
    expect(patch_of(new Map([[pulse, "5"], [password, null]]))).toEqual({
      "access.relay_pulse_s": 5, "sip.password": null,
    });
  });
});
