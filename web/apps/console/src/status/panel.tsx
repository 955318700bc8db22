import type { Panel, Status } from "@portero/api";
import type { ComponentChildren } from "preact";
import { card_in_words, place_of, protection_of, state_of } from "./panel_words";

// What goes to the access-control panel, and what its LED or its line says.
export function PanelCard({ now, children }: { now: Status; children?: ComponentChildren }) {
  const { panel, now_ms } = now;
  if (!panel || now_ms === undefined) return null;
  return (
    <section class="card">
      <h2>Panel output</h2>
      <p role="status">{state_of(panel)}</p>
      <p>{place_of(panel)}</p>
      <dl class="rows">
        <div>
          <dt>{panel.osdp ? "Protection" : "Panel's LED"}</dt>
          <dd>{panel.osdp ? protection_of(panel) : panel.led_active ? "On" : "Off"}</dd>
        </div>
        <div>
          <dt>An unlock sends</dt>
          <dd>{card_in_words(panel.sends)}</dd>
        </div>
        <div>
          <dt>Last credential</dt>
          <dd>{sent_in_words(panel, Date.now() - now_ms)}</dd>
        </div>
      </dl>
      {children}
    </section>
  );
}

function sent_in_words({ last_sent }: Panel, began: number): string {
  if (!last_sent) return "None since the station started";
  const at = new Date(began + last_sent.at_ms).toLocaleTimeString();
  return `${card_in_words(last_sent.card)}, at ${at}`;
}
