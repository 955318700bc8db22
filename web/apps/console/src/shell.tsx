import { MoreIcon, StateChip } from "@portero/ui";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { AnswerBanner } from "./answer/banner";
import { connection, state_now, status, told_at } from "./live";
import { is_at, type PageEntry, pages } from "./pages";
import { path } from "./route";

// What stands around every page of somebody who is signed in.
export function Shell({ children }: { children: ComponentChildren }) {
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={skip_to_main}>
        Skip to the page
      </a>
      <header>
        <strong class="station-name">{status.value?.name || "Portero"}</strong>
        <span role="status" aria-label="State of the station">
          <StateChip state={state_now.value} />
        </span>
      </header>
      <Navigation />
      <main id="main" tabIndex={-1}>
        <Lost />
        <AnswerBanner />
        {children}
      </main>
    </div>
  );
}

function skip_to_main(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

// A rail on the left; on phones a bar at the bottom, whose last word opens the rest.
function Navigation() {
  const open = useSignal(false);
  const more = pages.filter((page) => page.on_phones === "more");
  const is_in_more = more.some((page) => is_at(page, path.value));
  return (
    <nav
      class="rail"
      aria-label="Pages"
      onClick={() => (open.value = false)}
      onKeyDown={({ key }) => key === "Escape" && (open.value = false)}
    >
      <ul>
        {pages
          .filter((page) => page.on_phones === "bar")
          .map((page) => (
            <PageLink key={page.path} page={page} />
          ))}
        <li class="more">
          <button
            type="button"
            aria-expanded={open.value ? "true" : "false"}
            aria-controls="more-pages"
            class={is_in_more ? "current" : ""}
            onClick={(event) => {
              event.stopPropagation();
              open.value = !open.value;
            }}
          >
            <MoreIcon />
            More
          </button>
        </li>
      </ul>
      <ul id="more-pages" class={open.value ? "open" : ""}>
        {more.map((page) => (
          <PageLink key={page.path} page={page} />
        ))}
      </ul>
    </nav>
  );
}

function PageLink({ page }: { page: PageEntry }) {
  const PageIcon = page.icon;
  return (
    <li>
      <a href={page.path} aria-current={is_at(page, path.value) ? "page" : undefined}>
        <PageIcon />
        {page.word}
      </a>
    </li>
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
