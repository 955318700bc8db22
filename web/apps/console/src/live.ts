import { type Connection, Live, type LiveOptions, type LiveTold, type Status } from "@portero/api";
import { computed, effect, signal } from "@preact/signals";
import { standing } from "./session";
import { visible } from "./visible";

// What the station told last; null before its first word.
export const status = signal<Status | null>(null);
export const connection = signal<Connection>("connecting");
export const told_at = signal<Date | null>(null); // by this browser's clock

// As it is now, where that is known.
export const state_now = computed(
  () => (connection.value === "open" && status.value?.state) || "unknown",
);

// The one stream of this page. Whoever goes on duty sets a name and duty, and it connects anew.
export const options = signal<LiveOptions>({});

// Something goes on here though nobody may look: it rings, or somebody talks.
export const is_needed_unseen = signal(false);

// A browser holds six connections to one station, of all its tabs: a tab that nobody sees, and that
// does not ring, takes none.
const is_wanted = computed(
  () => standing.value === "signed_in" &&
    (visible.value || options.value.duty === true || is_needed_unseen.value),
);

type News = Pick<LiveTold, "viewer" | "unlock">;
const listeners = new Set<News>();

// News besides the status; gives back how to stop.
export function listen(news: News): () => void {
  listeners.add(news);
  return () => listeners.delete(news);
}

function told(next: Status): void {
  status.value = next;
  told_at.value = new Date();
}

effect(() => {
  if (standing.value !== "signed_in") status.value = null;
});

// Connected while somebody is signed in and has something of it.
effect(() => {
  if (!is_wanted.value) return undefined;
  const live = new Live(
    {
      status: told,
      viewer: (news) => listeners.forEach((listener) => listener.viewer?.(news)),
      unlock: (news) => listeners.forEach((listener) => listener.unlock?.(news)),
      connection: (state) => (connection.value = state),
    },
    options.value,
  );
  return () => live.close();
});
