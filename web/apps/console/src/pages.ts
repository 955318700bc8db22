import {
  BackupIcon, CheckIcon, DoorIcon, HistoryIcon, LogIcon, PhoneIcon, SlidersIcon, SystemIcon,
} from "@portero/ui";
import type { ComponentType, JSX } from "preact";
import { AnswerPage } from "./answer/page";
import { DiagnosticsPage } from "./diagnostics/page";
import { ProgramLogPage } from "./log/page";
import { BackupPage } from "./pages/backup";
import { NotFoundPage } from "./pages/not_found";
import { SystemPage } from "./pages/system";
import { CallHistoryPage, LogPage } from "./record/pages";
import { operation_page, OperationPage } from "./settings/operation";
import { page_names } from "./settings/schema";
import { StatusPage } from "./status/page";

export interface PageEntry {
  path: string; // the navigation goes there; what lies below it belongs to it, too
  word: string; // in the navigation
  icon: () => JSX.Element;
  view: ComponentType;
  on_phones: "bar" | "more"; // where its link stands there
}

// In the order of the navigation.
export const pages: PageEntry[] = [
  { path: "/", word: "Status", icon: DoorIcon, view: StatusPage, on_phones: "bar" },
  { path: "/answer", word: "Answer", icon: PhoneIcon, view: AnswerPage, on_phones: "bar" },
  {
    path: "/operation", word: "Operation", icon: SlidersIcon, view: OperationPage,
    on_phones: "bar",
  },
  { path: "/calls", word: "Calls", icon: HistoryIcon, view: CallHistoryPage, on_phones: "bar" },
  {
    path: "/diagnostics", word: "Diagnostics", icon: CheckIcon, view: DiagnosticsPage,
    on_phones: "more",
  },
  { path: "/log", word: "Log", icon: LogIcon, view: LogPage, on_phones: "more" },
  { path: "/backup", word: "Backup", icon: BackupIcon, view: BackupPage, on_phones: "more" },
  { path: "/system", word: "System", icon: SystemIcon, view: SystemPage, on_phones: "more" },
];

// Below those.
const inner_pages = new Map<string, ComponentType>([
  ...page_names.map((page) => operation_page(page)),
  ["/log/program", ProgramLogPage],
]);

export function is_at(page: PageEntry, path: string): boolean {
  return path === page.path || (page.path !== "/" && path.startsWith(`${page.path}/`));
}

export function view_at(path: string): ComponentType {
  return inner_pages.get(path) ?? pages.find((page) => page.path === path)?.view ?? NotFoundPage;
}
