import { beforeEach, expect, it } from "vitest";
import { warning } from "./advice";
import * as form from "./form";
import { by_name } from "./schema";

const setting = (name: string) => by_name.get(name)!;

beforeEach(() => {
  form.drafts.value = new Map();
});

it.each([
  ["access.credential_enabled", /drives no Wiegand or OSDP line/],
  ["access.feedback_from_panel", /No line to a panel is read yet/],
])("warns whoever turns on %s that it does nothing yet", (name, words) => {
  expect(warning(setting(name))).toBeUndefined();
  form.change(setting(name), true);
  expect(warning(setting(name))).toMatch(words);
});

it("warns whoever lets everybody open the door outside of calls", () => {
  const outside = setting("access.unlock_outside_call");
  expect(warning(outside)).toBeUndefined();
  form.change(outside, "plain");
  expect(warning(outside)).toMatch(/without asking anybody/);
});
