import { StateChip } from "@portero/ui";
import type { ComponentChildren } from "preact";
import { AnswerBanner } from "./answer/banner";
import { connection, status, told_at } from "./live";
import { pages } from "./pages";
import { path } from "./route";

// What stands around every page of somebody who is signed in.
export function Shell({ children }: { children: ComponentChildren }) {
  const state = connection.value === "open" ? status.value?.state : undefined;
  return (
    <div class="shell">
      <header>
        <strong>Portero</strong>
        <span role="status">
          <StateChip state={state ?? "unknown"} />
        </span>
      </header>
      <nav aria-label="Pages">
        <ul>
          {pages.map((page) => (
            <li key={page.path}>
              <a href={page.path} aria-current={page.path === path.value ? "page" : undefined}>
                {page.word}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <Lost />
        <AnswerBanner />
        {children}
      </main>
    </div>
  );
}

function Lost() {
  const at = told_at.value?.toLocaleTimeString();
  return (
    <div role="status">
      {connection.value === "lost" && (
        <p class="notice warn">
          Connection to the station lost. Retrying…{at && ` Last update ${at}.`}
        </p>
      )}
    </div>
  );
}
