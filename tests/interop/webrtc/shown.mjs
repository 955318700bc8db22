// What was shown of a film, from notes that the page took: [{ at_ms, presented }], where
// `presented` counts the frames that were put on the screen.

// Frames in each whole second.
export function frames_per_second(notes, from_ms, until_ms) {
  const counts = Array(Math.floor((until_ms - from_ms) / 1_000)).fill(0);
  let before = notes[0]?.presented - 1;
  for (const { at_ms, presented } of notes) {
    const second = Math.floor((at_ms - from_ms) / 1_000);
    if (second >= 0 && second < counts.length) counts[second] += presented - before;
    before = presented;
  }
  return counts;
}

// Also from the beginning to the first, and from the last to the end.
export function longest_gap_ms(notes, from_ms, until_ms) {
  const times = [from_ms, ...notes.map(({ at_ms }) => at_ms), until_ms];
  return Math.max(...times.slice(1).map((at, i) => at - times[i]));
}

// The gaps that browsers count as freezes (W3C webrtc-stats, freezeCount), and the one that has not
// ended, which they do not: [{ from_ms, until_ms }].
export function freezes(notes, from_ms, until_ms) {
  const times = [from_ms, ...notes.map(({ at_ms }) => at_ms), until_ms];
  const recent = [];
  const found = [];
  times.slice(1).forEach((at, i) => {
    const gap = at - times[i];
    const usual = recent.reduce((sum, it) => sum + it, 0) / Math.max(recent.length, 1);
    if (gap > Math.max(3 * usual, usual + 150)) found.push({ from_ms: times[i], until_ms: at });
    recent.push(gap);
    if (recent.length > 30) recent.shift();
  });
  return found;
}

export function frozen_s(found, from_ms, until_ms) {
  const within = found.map(
    (it) => Math.min(it.until_ms, until_ms) - Math.max(it.from_ms, from_ms));
  return within.reduce((sum, it) => sum + Math.max(it, 0), 0) / 1_000;
}

// The most in any window of that length, each beginning a second after the last.
export function most_frozen_s(found, from_ms, until_ms, window_ms) {
  let most = 0;
  for (let at = from_ms; at === from_ms || at + window_ms <= until_ms; at += 1_000)
    most = Math.max(most, frozen_s(found, at, at + window_ms));
  return most;
}
