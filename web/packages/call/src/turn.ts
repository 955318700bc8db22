import type { Action, Intent } from "./action";
import type { Line } from "./line";
import { viewer_of } from "./line";
import type { Door, State } from "./state";

// What the function of a phase has at hand while it answers one input.
export class Turn {
  readonly actions: Action[] = [];
  readonly now_ms: number;
  readonly door: Door;
  readonly on_duty: boolean;
  silenced: number | null;
  lines: number;

  constructor(state: State, now_ms: number) {
    this.now_ms = now_ms;
    this.door = state.door;
    this.on_duty = state.on_duty;
    this.silenced = state.silenced;
    this.lines = state.lines;
  }

  act(action: Action): void {
    this.actions.push(action);
  }

  open(intent: Intent, replaces: number | null = null): Line {
    this.lines += 1;
    this.act({ type: "open_line", line: this.lines, intent, replaces });
    return { link: "offering", id: this.lines };
  }

  // It is over for the station too.
  close(line: Line | null): void {
    if (line === null) return;
    this.act({ type: "close_line", line: line.id });
    this.leave(viewer_of(line));
  }

  // The station knows, or told us.
  forget(line: Line): void {
    this.act({ type: "close_line", line: line.id });
  }

  leave(viewer: number | null): void {
    if (viewer !== null) this.act({ type: "leave", viewer });
  }
}
