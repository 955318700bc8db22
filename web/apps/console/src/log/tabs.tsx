// Between what is on record and what the program says.
const tabs = [
  { path: "/log", word: "Events" },
  { path: "/log/program", word: "Program" },
];

export function LogTabs({ current }: { current: string }) {
  return (
    <nav aria-label="Log" class="tabs">
      {tabs.map(({ path, word }) => (
        <a key={path} href={path} aria-current={path === current ? "page" : undefined}>
          {word}
        </a>
      ))}
    </nav>
  );
}
