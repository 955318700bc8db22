import type { KeptCall, KeptEvent } from "@portero/api";
import { station } from "@portero/api";
import { LogTabs } from "../log/tabs";
import { Title } from "../title";
import { detail_of, direction_of, duration, end_of, kind_of, moment } from "../words/of_record";
import { Pages } from "./paging";

export function CallHistoryPage() {
  return (
    <>
      <Title>Call history</Title>
      <Pages
        load={async (before) => {
          const { calls, next } = await station.calls(before);
          return { entries: calls, next };
        }}
        columns={["Began", "Who", "Talked", "End"]}
        none="No calls yet. The first one will be here when it has ended."
        row={(call) => <CallRow key={call.number} call={call} />}
      />
    </>
  );
}

function CallRow({ call }: { call: KeptCall }) {
  const talked =
    call.answered_ms === null || call.ended_ms === null ? null : call.ended_ms - call.answered_ms;
  return (
    <tr>
      <td data-label="Began">{moment(call.began_ms)}</td>
      <td data-label="Who">
        {call.who || "Nobody"}
        <span class="detail">{direction_of(call)}</span>
      </td>
      <td data-label="Talked">
        {talked === null ? "Not answered" : duration(talked)}
        {call.unlocks > 0 && <span class="detail">{unlocks(call.unlocks)}</span>}
      </td>
      <td data-label="End">
        {end_of(call)}
        <span class="detail">{quality_of(call)}</span>
      </td>
    </tr>
  );
}

function unlocks(count: number): string {
  return count === 1 ? "Door opened once" : `Door opened ${count} times`;
}

function quality_of({ codecs, quality }: KeptCall): string {
  if (!quality) return codecs;
  const lost = Math.max(quality.loss_percent, quality.far_loss_percent).toFixed(1);
  const figures = `${lost} % lost, ${Math.round(quality.round_trip_ms)} ms there and back`;
  return codecs ? `${codecs}, ${figures}` : figures;
}

export function LogPage() {
  return (
    <>
      <Title>Log</Title>
      <LogTabs current="/log" />
      <Pages
        load={async (before) => {
          const { events, next } = await station.events(before);
          return { entries: events, next };
        }}
        columns={["Time", "Event", "Details"]}
        none="Nothing is on record yet."
        row={(event) => <EventRow key={event.number} event={event} />}
      />
    </>
  );
}

function EventRow({ event }: { event: KeptEvent }) {
  return (
    <tr>
      <td data-label="Time">{moment(event.at_ms)}</td>
      <td data-label="Event">{kind_of(event)}</td>
      <td data-label="Details">{detail_of(event) || "–"}</td>
    </tr>
  );
}
