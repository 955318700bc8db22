import { describe, expect, it } from "vitest";
import { names_of } from "./names";

describe("the names of contacts", () => {
  it("stand before their extensions", () => {
    expect(names_of(["Anna Müller = 201", "Ben=sip:ben@192.0.2.7;x=1"])).toEqual([
      "Anna Müller",
      "Ben",
    ]);
  });

  it("are none where there are no contacts", () => {
    expect(names_of([])).toEqual([]);
    expect(names_of(undefined)).toEqual([]);
  });
});
