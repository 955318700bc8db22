import { type Draft, items_of } from "./draft";
import { range_of, type Setting } from "./schema";

function to_number(setting: Setting, text: string): string | undefined {
  const { min = -Infinity, max = Infinity } = setting;
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= min && number <= max) return undefined;
  const range = range_of(setting);
  return range ? `Enter a whole number from ${range}.` : "Enter a whole number.";
}

function to_text(setting: Setting, text: string): string | undefined {
  const length = [...text].length;
  if (length > setting.max_length)
    return `This is too long: ${length} characters, ${setting.max_length} at most.`;
  if (length < setting.min_length) return "This cannot be empty.";
  if (!setting.pattern || setting.pattern.test(text)) return undefined;
  return `This has the wrong form. Allowed: ${setting.allowed ?? setting.help}.`;
}

function to_list(setting: Setting, items: string[]): string | undefined {
  if (items.length > setting.max_items)
    return `These are too many: ${items.length}, ${setting.max_items} at most.`;
  const twice = items.find((item, at) => items.indexOf(item) !== at);
  if (twice !== undefined) return `${twice} is there twice. Remove one of them.`;
  for (const item of items) {
    const wrong = to_text(setting, item);
    if (wrong) return `${item}: ${wrong.charAt(0).toLowerCase()}${wrong.slice(1)}`;
  }
  return undefined;
}

// What is wrong with what was typed, as far as the schema tells; the station's answer counts.
export function objection(setting: Setting, draft: Draft): string | undefined {
  if (draft === null || typeof draft === "boolean") return undefined;
  const text = draft.trim();
  if (setting.kind === "list") return to_list(setting, items_of(draft));
  if (setting.kind === "number") return text === "" ? undefined : to_number(setting, text);
  return setting.kind === "choice" ? undefined : to_text(setting, text);
}

// The station names the setting in its sentence; beside its field that says nothing.
export function at_its_field(name: string, detail: string): string {
  const sentence = detail.startsWith(`${name} `) ? `This ${detail.slice(name.length + 1)}` : detail;
  return `${sentence}${/[.!?]$/.test(sentence) ? "" : "."}`;
}
