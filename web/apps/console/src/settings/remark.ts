import { by_name } from "./schema";

// The station calls settings by their names; a page calls them by their titles.
export function said_of(remark: string): string {
  const name = remark.split(" ", 1)[0] ?? "";
  const title = by_name.get(name)?.title;
  return `${title ? `${title}${remark.slice(name.length)}` : remark}.`.replace(/\.\.$/, ".");
}
