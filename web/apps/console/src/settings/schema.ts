import document from "../../../../../api/settings.schema.json";

export interface Choice {
  value: string | number;
  title: string;
}

// Of whole numbers with a range that is worth telling.
export function range_of(setting: Setting): string | undefined {
  const { min, max, unit } = setting;
  if (min === undefined || max === undefined || max >= Number.MAX_SAFE_INTEGER) return undefined;
  return `${min} to ${max}${unit ? ` ${unit}` : ""}`;
}

export type Kind = "switch" | "choice" | "number" | "text" | "long_text" | "list";

// A setting as its form shows it.
export interface Setting {
  name: string;
  title: string;
  help: string;
  page: string;
  section: string;
  kind: Kind;
  secret: boolean;
  unit: string | undefined;
  allowed: string | undefined; // in words, where only a pattern says it
  choices: Choice[];
  min: number | undefined;
  max: number | undefined;
  min_length: number; // of a text, or of a list's item
  max_length: number;
  max_items: number;
  pattern: RegExp | undefined;
}

interface Shape {
  type?: string;
  enum?: number[];
  oneOf?: { const: string; title: string }[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  maxItems?: number;
  items?: Shape;
  anyOf?: Shape[];
}

interface Property extends Shape {
  title: string;
  description: string;
  "x-ui": {
    order: number;
    page: string;
    section: string;
    unit?: string;
    secret?: boolean;
    allowed?: string;
  };
}

interface Requirement {
  if: { properties: Record<string, { const: string | boolean }> };
  then: { required: string[] };
}

// Longer ones are certificates and keys of many lines.
const one_line_length = 1_024;

function kind_of(shape: Shape): Kind {
  if (shape.oneOf || shape.enum) return "choice";
  if (shape.type === "boolean") return "switch";
  if (shape.type === "integer") return "number";
  if (shape.type === "array") return "list";
  return (shape.maxLength ?? 0) > one_line_length ? "long_text" : "text";
}

function choices_of(shape: Shape): Choice[] {
  if (shape.oneOf) return shape.oneOf.map((one) => ({ value: one.const, title: one.title }));
  return (shape.enum ?? []).map((value) => ({ value, title: String(value) }));
}

function setting_of(name: string, property: Property): Setting {
  const shape = property.anyOf?.[0] ?? property; // a secret is a text, or that there is one
  const text = shape.items ?? shape;
  const ui = property["x-ui"];
  return {
    name,
    title: property.title,
    help: property.description,
    page: ui.page,
    section: ui.section,
    kind: kind_of(shape),
    secret: ui.secret ?? false,
    unit: ui.unit === "us" ? "µs" : ui.unit,
    allowed: ui.allowed,
    choices: choices_of(shape),
    min: shape.minimum,
    max: shape.maximum,
    min_length: text.minLength ?? 0,
    max_length: text.maxLength ?? Infinity,
    max_items: shape.maxItems ?? Infinity,
    pattern: text.pattern === undefined ? undefined : new RegExp(text.pattern, "u"),
  };
}

const properties = document.properties as unknown as Record<string, Property>;
const requirements = document.allOf as unknown as Requirement[];

// The settings that only one choice of another setting makes use of, each with the name of that one
// and the choice, like the uploaded CA.
const details = new Map(
  requirements.flatMap((requirement) => {
    const [condition, ...others] = Object.entries(requirement.if.properties);
    if (!condition || others.length > 0 || typeof condition[1].const !== "string") return [];
    const of = { name: condition[0], choice: condition[1].const };
    return requirement.then.required.map((name) => [name, of] as const);
  }),
);

// Whether the others make use of it, or cannot say.
export function is_used(setting: Setting, value: (name: string) => unknown): boolean {
  const of = details.get(setting.name);
  return !of || value(of.name) === of.choice;
}

export const settings: Setting[] = Object.entries(properties)
  .sort(([, left], [, right]) => left["x-ui"].order - right["x-ui"].order)
  .map(([name, property]) => setting_of(name, property));

export const by_name = new Map(settings.map((setting) => [setting.name, setting]));

export const page_names = [...new Set(settings.map((setting) => setting.page))];

export interface Section {
  title: string;
  settings: Setting[];
}

export function sections_of(page: string): Section[] {
  const sections = new Map<string, Setting[]>();
  for (const setting of settings) {
    if (setting.page !== page) continue;
    const section = sections.get(setting.section) ?? [];
    sections.set(setting.section, [...section, setting]);
  }
  return [...sections].map(([title, of]) => ({ title, settings: of }));
}

// The settings that must have a value where the others have these.
export function required_with(value: (name: string) => unknown): Set<string> {
  const holds = (requirement: Requirement) =>
    Object.entries(requirement.if.properties).every(
      ([name, expected]) => value(name) === expected.const,
    );
  return new Set(requirements.filter(holds).flatMap((requirement) => requirement.then.required));
}
