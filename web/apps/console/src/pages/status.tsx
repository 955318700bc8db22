import { StateChip } from "@portero/ui";
import { status } from "../live";
import { Title } from "../title";

export function StatusPage() {
  const now = status.value;
  return (
    <>
      <Title>Status</Title>
      <section class="card">
        <StateChip state={now?.state ?? "unknown"} />
        {now?.reason && <p>{now.reason}</p>}
      </section>
    </>
  );
}
