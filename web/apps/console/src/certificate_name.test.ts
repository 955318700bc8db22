import { describe, expect, it } from "vitest";
import { is_for } from "./certificate_name";

describe("a name of a certificate", () => {
  it("is for the host of that name, whatever its case", () => {
    expect(is_for("Door.example.org", "door.example.org.")).toBe(true);
    expect(is_for("door.example.org", "gate.example.org")).toBe(false);
    expect(is_for("192.0.2.7", "192.0.2.7")).toBe(true);
    expect(is_for("2001:db8::7", "[2001:db8::7]")).toBe(true);
  });

  it("may have a star for one label", () => {
    expect(is_for("*.example.org", "door.example.org")).toBe(true);
    expect(is_for("*.example.org", "a.door.example.org")).toBe(false);
    expect(is_for("*.example.org", "example.org")).toBe(false);
    expect(is_for("*.0.2.7", "192.0.2.7")).toBe(false);
  });
});
