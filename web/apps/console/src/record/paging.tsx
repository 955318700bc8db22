import { Button, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

interface Page<Entry> {
  entries: Entry[];
  next: number | null;
}

interface PagesProps<Entry> {
  load: (before: number | null) => Promise<Page<Entry>>;
  columns: string[];
  none: string; // where there are no entries
  row: (entry: Entry) => ComponentChildren;
}

// Entries of the record, newest first, and older ones on request.
export function Pages<Entry>({ load, columns, none, row }: PagesProps<Entry>) {
  const shown = useSignal<Page<Entry> | null>(null);
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  async function fetch_after(before: number | null) {
    busy.value = true;
    try {
      const { entries, next } = await load(before);
      const kept = before === null ? [] : (shown.value?.entries ?? []);
      shown.value = { entries: [...kept, ...entries], next };
      problem.value = null;
    } catch (error) {
      problem.value = error;
    }
    busy.value = false;
  }
  useEffect(() => void fetch_after(null), []);
  const page = shown.value;
  return (
    <>
      <div class="buttons">
        <Button busy={busy.value} on_press={() => void fetch_after(null)}>
          Look again
        </Button>
      </div>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {page && page.entries.length === 0 && <p class="card">{none}</p>}
      {page && page.entries.length > 0 && (
        <table class="record">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{page.entries.map(row)}</tbody>
        </table>
      )}
      {page && page.next !== null && (
        <div class="buttons">
          <Button busy={busy.value} on_press={() => void fetch_after(page.next)}>
            Load older ones
          </Button>
        </div>
      )}
    </>
  );
}
