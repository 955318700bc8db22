// How long each of these took until it was heard: the first in hearing that is not before it, where
// that is within a second; clicks are a second apart.
export function delays_ms(spoken_ms, heard_ms) {
  return spoken_ms
    .map((spoken) => (heard_ms.find((heard) => heard >= spoken) ?? Infinity) - spoken)
    .filter((delay) => delay < 1_000);
}
