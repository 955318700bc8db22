import type { ComponentType } from "preact";
import { SettingsPage } from "./page";
import { path_of } from "./paths";
import { page_names } from "./schema";

// The path of a page of operation settings, and what is there.
export function operation_page(page: string): [string, ComponentType] {
  return [path_of(page), () => <SettingsPage key={page} page={page} />];
}

// The first of them.
export function OperationPage() {
  return <SettingsPage page={page_names[0] ?? ""} />;
}
