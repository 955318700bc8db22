import { status } from "../live";
import { PanelCard } from "../status/panel";

// The exact bits, before anybody sends them.
export function CredentialNow() {
  const now = status.value;
  if (now?.panel)
    return (
      <PanelCard now={now}>
        <p>
          To try it, unlock on <a href="/answer">Answer</a>: that sends it.
        </p>
      </PanelCard>
    );
  return (
    <section class="card">
      <h2>Panel output</h2>
      <p>{now ? "No credential is sent." : "Nothing is known yet."}</p>
    </section>
  );
}
