const least_characters = 12;
const most_bytes = 256;
const least_different = 5;

export const password_rule =
  `At least ${least_characters} characters, ${least_different} of them different. ` +
  "Several words are easy to remember and hard to guess.";

// What the station would object to, told before it is asked; its answer counts.
export function objection_to_password(password: string): string | undefined {
  const length = [...password].length;
  if (length < least_characters)
    return `This has ${length} characters; ${least_characters} are the least.`;
  if (new TextEncoder().encode(password).length > most_bytes)
    return `This is too long: ${most_bytes} bytes are the most.`;
  if (new Set(password).size < least_different)
    return `This repeats itself: use at least ${least_different} different characters.`;
  return undefined;
}
