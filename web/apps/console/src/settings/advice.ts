import { draft_of, drafts } from "./form";
import { by_name, type Setting } from "./schema";

// Why a setting of this station cannot be changed at all yet.
export function not_available(setting: Setting): string | undefined {
  if (!setting.name.startsWith("webrtc.")) return undefined;
  return "Not available yet: this station has no signaling channel for WebRTC.";
}

// Why this cannot be chosen as the rest is. What is chosen already stays to be seen.
export function not_with_the_rest(setting: Setting, choice: unknown): string | undefined {
  const is_uid = setting.name === "card_reader.card_format" && String(choice).startsWith("uid_");
  if (!is_uid || chosen("access.credential_enabled") !== true) return undefined;
  return "not available for temporary unlock";
}

function chosen(name: string): unknown {
  const setting = by_name.get(name);
  return setting && draft_of(setting);
}

// By these, people are in a call.
const ways = ["sip.enabled", "webrtc.enabled", "call.answer_in_browser"];

// What somebody who chooses this should know, also while a call goes on.
export function warning(setting: Setting, call_goes_on = false): string | undefined {
  if (call_goes_on && ways.includes(setting.name) && drafts.value.get(setting) === false)
    return "A call goes on: whoever is in it this way is hung up as soon as this is saved.";
  if (setting.name === "sip.tls_verification" && chosen(setting.name) === "off")
    return "With TLS, anybody on the way can now pose as the SIP server and listen in.";
  if (setting.name === "access.unlock_outside_call" && chosen(setting.name) === "plain")
    return "Whoever is signed in can open the door without asking anybody.";
  if (setting.name === "access.relay_active" && drafts.value.has(setting))
    return "The line changes as soon as this is saved: with the wrong level, the door stands open.";
  return undefined;
}
