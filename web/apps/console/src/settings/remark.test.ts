import { describe, expect, it } from "vitest";
import { said_of } from "./remark";

describe("a remark", () => {
  it("begins with the title of its setting, and ends as a sentence does", () => {
    expect(said_of("sip.realm had blanks around it")).toBe("Realm had blanks around it.");
    expect(said_of("of.a.later.version is gone.")).toBe("of.a.later.version is gone.");
  });
});
