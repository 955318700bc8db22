import type { ComponentType } from "preact";
import { AnswerPage } from "./answer/page";
import { NotFoundPage } from "./pages/not_found";
import { StatusPage } from "./pages/status";

export interface PageEntry {
  path: string;
  word: string; // in the navigation
  view: ComponentType;
}

// In the order of the navigation.
export const pages: PageEntry[] = [
  { path: "/", word: "Status", view: StatusPage },
  { path: "/answer", word: "Answer", view: AnswerPage },
];

const nowhere: PageEntry = { path: "", word: "", view: NotFoundPage };

export function page_at(path: string): PageEntry {
  return pages.find((page) => page.path === path) ?? nowhere;
}
