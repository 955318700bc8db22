import type { Call, Status } from "@portero/api";
import { StateChip } from "@portero/ui";
import type { ComponentChildren } from "preact";
import { connection, status } from "../live";
import { Title } from "../title";
import { CameraCard } from "./camera";
import { CallTimer } from "./call_timer";
import { ScreenCard } from "../screen/card";
import { DoorCard } from "./door";
import { PanelCard } from "./panel";
import { TryItCard } from "./try_it";

export function StatusPage() {
  const now = status.value;
  return (
    <>
      <Title>Status</Title>
      <div class="columns">
        <div class="stack">
          <IntercomCard now={now} />
          <TryItCard />
          {now && <DoorCard now={now} />}
          {now && <PanelCard now={now} />}
        </div>
        <div class="stack">
          <ScreenCard />
          <CameraCard />
        </div>
      </div>
    </>
  );
}

function IntercomCard({ now }: { now: Status | null }) {
  if (!now)
    return (
      <section class="card">
        <h2>Intercom</h2>
        <p>{connection.value === "lost" ? "Nothing is known yet." : "Asking the station…"}</p>
      </section>
    );
  return (
    <section class="card">
      <h2>Intercom</h2>
      <div role="status" class="state">
        <StateChip state={now.state} />
        {now.reason && <p>{now.reason}</p>}
        {now.state === "disabled" && (
          <p>
            The intercom is off. Enable a protocol under{" "}
            <a href="/operation/intercom">Operation, Intercom</a>.
          </p>
        )}
      </div>
      <dl class="rows">
        <Row name="SIP registration">{registration_of(now)}</Row>
        <Row name="In the call">{now.parties.join(", ") || "Nobody"}</Row>
        {now.call?.answered_ms === null && <Row name="Rings at">{rung_in(now.call)}</Row>}
        {now.call && (
          <Row name={now.call.answered_ms === null ? "Ringing for" : "Talking for"}>
            <CallTimer now={now} />
          </Row>
        )}
        {now.on_duty && <Row name="Ready to answer">{now.on_duty.join(", ") || "Nobody"}</Row>}
        <Row name="Last call">{now.last_end ?? "None since the station started"}</Row>
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function rung_in({ rung, asks_browsers }: Call): string {
  const names = rung.map(({ name }) => name);
  return [...names, ...(asks_browsers ? ["browsers that are ready"] : [])].join(", ") || "Nobody";
}

function registration_of({ registration }: Status): string {
  if (!registration) return "Not registered";
  const { server, transport, renewed_in_s } = registration;
  return `${server} by ${transport.toUpperCase()}, renewed in ${renewed_in_s} s`;
}
