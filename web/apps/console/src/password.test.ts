import { describe, expect, it } from "vitest";
import { objection_to_password } from "./password";

describe("objection_to_password", () => {
  it("has none against twelve characters, whatever they are", () => {
    expect(objection_to_password("correct horse")).toBeUndefined();
    expect(objection_to_password("äöüßéèñç漢字😀!")).toBeUndefined();
  });

  it("says what is wrong", () => {
    expect(objection_to_password("short")).toMatch(/^This has 5 characters; 12/);
    expect(objection_to_password("aaaaaaaabbbb")).toMatch(/repeats itself/);
    expect(objection_to_password("abcdefghij".repeat(26))).toMatch(/256 bytes/);
  });
});
