import { LevelMeters } from "./levels";
import { Preview } from "./preview";
import { TestTone } from "./tone";

// What the settings beside it change, as it is seen and heard now.
export function SoundAndPictureNow() {
  return (
    <div class="stack">
      <section class="card">
        <h2>Live preview</h2>
        <Preview />
      </section>
      <section class="card">
        <h2>Levels</h2>
        <LevelMeters />
        <TestTone />
      </section>
    </div>
  );
}
