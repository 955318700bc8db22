import type { Settings, Values } from "@portero/api";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as form from "./form";
import { by_name } from "./schema";

const setting = (name: string) => by_name.get(name)!;
const pulse = setting("access.relay_pulse_s");

// A station that has settings of one version, and refuses what is told it to.
class Station {
  told: Settings = {
    settings: { "access.relay_pulse_s": 3, "sip.enabled": false, "sip.direct_calls": false },
    version: "1",
    pinned: {},
    remarks: [],
  };
  refuses: { status: number; problem: object } | undefined;
  asked: { patch: Values; version: string | null }[] = [];

  answer(_path: string, init: RequestInit): Response {
    if (init.method === "GET") return Response.json(this.told);
    const headers = new Headers(init.headers);
    const patch = JSON.parse(String(init.body)) as Values;
    this.asked.push({ patch, version: headers.get("If-Match") });
    if (this.refuses) return Response.json(this.refuses.problem, this.refuses);
    this.told = { ...this.told, settings: { ...this.told.settings, ...patch }, version: "2" };
    return Response.json(this.told);
  }
}

let station: Station;

beforeEach(async () => {
  station = new Station();
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => station.answer(path, init));
  form.discard();
  await form.load();
});

describe("the form of settings", () => {
  it("sends what was changed, instead of what was looked at", async () => {
    form.change(pulse, "5");
    expect(await form.save()).toBe(true);
    expect(station.asked).toEqual([{ patch: { "access.relay_pulse_s": 5 }, version: '"1"' }]);
    expect(form.drafts.value.size).toBe(0);
    expect(form.draft_of(pulse)).toBe("5");
  });

  it("knows that what was changed back is no change", () => {
    form.change(pulse, "5");
    form.change(pulse, "3");
    expect(form.drafts.value.size).toBe(0);
  });

  it("tells what is wrong when a field is left, and no longer when it is right", () => {
    form.change(pulse, "99");
    expect(form.wrong.value.size).toBe(0);
    form.check(pulse);
    expect(form.wrong.value.get(pulse.name)).toMatch(/1 to 60 s/);
    form.change(pulse, "9");
    expect(form.wrong.value.size).toBe(0);
  });

  it("asks the station for nothing while a value is wrong or missing", async () => {
    form.change(setting("sip.enabled"), true);
    expect(await form.save()).toBe(false);
    expect(station.asked).toEqual([]);
    expect([...form.wrong.value.keys()]).toEqual(["sip.server_address", "sip.username"]);
  });

  it("shows what the station refuses at its field, and keeps what was typed", async () => {
    const detail = "access.relay_pulse_s is out of range; allowed: 1 to 4 s";
    const errors = [{ field: pulse.name, detail }];
    station.refuses = { status: 422, problem: { title: "No.", code: "wrong_settings", errors } };
    form.change(pulse, "5");
    expect(await form.save()).toBe(false);
    expect(form.wrong.value.get(pulse.name)).toBe("This is out of range; allowed: 1 to 4 s.");
    expect(form.draft_of(pulse)).toBe("5");
  });

  it("keeps the draft when somebody else was quicker, until a second look", async () => {
    form.change(pulse, "5");
    station.refuses = { status: 412, problem: { title: "Changed.", code: "outdated" } };
    station.told = { ...station.told, settings: { "access.relay_pulse_s": 7 }, version: "9" };
    expect(await form.save()).toBe(false);
    expect(form.draft_of(pulse)).toBe("5");
    expect(form.overtaken.value).toEqual(new Map([[pulse.name, 7]]));
    station.refuses = undefined;
    expect(await form.save()).toBe(true);
    expect(station.asked.at(-1)).toEqual({ patch: { [pulse.name]: 5 }, version: '"9"' });
    expect(form.overtaken.value.size).toBe(0);
  });

  it("says what somebody else changed also where that was seen before saving", async () => {
    form.change(pulse, "5");
    station.told = { ...station.told, settings: { "access.relay_pulse_s": 7 }, version: "9" };
    await form.load(); // as when another page of settings is gone to
    expect(form.overtaken.value).toEqual(new Map([[pulse.name, 7]]));
    expect(form.draft_of(pulse)).toBe("5");
  });

  it("has no draft any more where somebody else did the same", async () => {
    form.change(pulse, "5");
    station.told = { ...station.told, settings: { "access.relay_pulse_s": 5 }, version: "9" };
    await form.load();
    expect(form.drafts.value.size).toBe(0);
    expect(form.overtaken.value.size).toBe(0);
  });
});
