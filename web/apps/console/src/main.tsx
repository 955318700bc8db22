import "@portero/ui/style.css";
import "./shell.css";
import "./pages.css";
import "./settings/settings.css";
import "./diagnostics/diagnostics.css";
import "./log/log.css";
import { render } from "preact";
import { App } from "./app";
import { follow_links } from "./route";
import { learn_session } from "./session";

follow_links();
void learn_session();
const root = document.getElementById("app");
if (root) render(<App />, root);
