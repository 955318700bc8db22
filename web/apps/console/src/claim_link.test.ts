import { expect, test } from "vitest";
import { code_in } from "./claim_link";

test("a link of ./run holds the claim code", () => {
  expect(code_in("#claim=4F7-K2P")).toBe("4F7-K2P");
  expect(code_in("#claim=4F7K2P")).toBe("4F7K2P");
});

test("another link holds none", () => {
  for (const hash of ["", "#", "#claim=", "#claim=4F7-K2P-XX", "#claim=<b>-xyz", "#other=4F7-K2P"])
    expect(code_in(hash)).toBe("");
});
