import type { Value } from "@portero/api";

// Of contacts as the setting has them: "Anna Smith = 201".
export function names_of(contacts: Value | undefined): string[] {
  if (!Array.isArray(contacts)) return [];
  return contacts.map((contact) => contact.slice(0, contact.indexOf("=")).trim());
}
