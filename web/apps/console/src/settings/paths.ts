// Where a page of operation settings is.
export function path_of(page: string): string {
  return `/operation/${page.toLowerCase().replaceAll(" ", "-")}`;
}
