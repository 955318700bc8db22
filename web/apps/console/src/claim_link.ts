const code_form = /^#claim=([0-9A-Za-z]{3}-?[0-9A-Za-z]{3})$/;

// The claim code of a link as ./run prints it: behind '#', so that no server is told of it.
export function code_in(hash: string): string {
  return code_form.exec(hash)?.[1] ?? "";
}

// Out of the address as well, which others may see or keep.
export function take_code_of_link(): string {
  const code = code_in(location.hash);
  if (code !== "") history.replaceState(history.state, "", location.pathname + location.search);
  return code;
}
