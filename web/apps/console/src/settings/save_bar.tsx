import { Button } from "@portero/ui";
import { connection } from "../live";
import { discard, drafts, remarks, saving } from "./form";
import { said_of } from "./remark";

function saved_in_words(): string {
  if (!remarks.value) return "Nothing is changed.";
  return remarks.value.length > 0 ? "Saved." : "Saved. It is in force now.";
}

function changes_in_words(count: number, elsewhere: string[]): string {
  if (count === 0) return saved_in_words();
  const changes = count === 1 ? "1 change" : `${count} changes`;
  return `${changes}${elsewhere.length > 0 ? `, also on ${elsewhere.join(", ")}` : ""}.`;
}

// What is not saved yet, and what became of the last save.
export function SaveBar({ page }: { page: string }) {
  const changed = [...drafts.value.keys()];
  const elsewhere = new Set(changed.map((one) => one.page).filter((other) => other !== page));
  const lost = connection.value === "lost";
  const words = changes_in_words(changed.length, [...elsewhere]);
  return (
    <footer class={`save-bar ${changed.length > 0 || remarks.value ? "needed" : ""}`}>
      <div id="save-state" role="status">
        {lost ? "The station cannot be reached: wait until it answers again." : words}
        {remarks.value?.map((remark) => <p key={remark}>{said_of(remark)}</p>)}
      </div>
      <div class="buttons">
        <Button disabled={changed.length === 0 || saving.value} on_press={discard}>
          Discard
        </Button>
        <Button
          type="submit"
          kind="primary"
          busy={saving.value}
          disabled={changed.length === 0 || lost}
          described_by="save-state"
        >
          Save and apply
        </Button>
      </div>
    </footer>
  );
}
