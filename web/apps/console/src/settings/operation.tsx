import type { ComponentType } from "preact";
import { ContactPhotos } from "../contacts/card";
import { SoundAndPictureNow } from "../sound_check/card";
import { CredentialNow } from "./credential_now";
import { SettingsPage } from "./page";
import { path_of } from "./paths";
import { page_names } from "./schema";

// What stands beside the form of a page.
const beside = new Map<string, ComponentType>([
  ["Audio and video", SoundAndPictureNow],
  ["Access control", CredentialNow],
  ["Display", ContactPhotos],
]);

// The path of a page of operation settings, and what is there.
export function operation_page(page: string): [string, ComponentType] {
  return [path_of(page), () => <SettingsPage key={page} page={page} beside={beside.get(page)} />];
}

// The first of them.
export function OperationPage() {
  return <SettingsPage page={page_names[0] ?? ""} />;
}
