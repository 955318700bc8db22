// What a hand does on the pages of the console, by what is written there.

export const heading = (page, text) =>
  page.getByRole("heading", { level: 1, name: text }).waitFor();
export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const field = (page, label) =>
  page.getByLabel(new RegExp(`^${label}( \\(required\\))?$`)).first();
export const text = (page, said) => page.getByText(said).first().waitFor();

export async function save(page) {
  await button(page, "Save and apply").click();
  await text(page, "Saved. It is in force now.");
}
