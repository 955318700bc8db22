import { view_at } from "./pages";
import { ClaimPage } from "./pages/claim";
import { SignInPage } from "./pages/sign_in";
import { path } from "./route";
import { standing } from "./session";
import { Shell } from "./shell";

export function App() {
  switch (standing.value) {
    case "learning":
      return null;
    case "unreachable":
      return <Unreachable />;
    case "unclaimed":
      return <ClaimPage />;
    case "signed_out":
      return <SignInPage />;
    case "signed_in": {
      const Page = view_at(path.value);
      return (
        <Shell>
          <Page key={path.value} />
        </Shell>
      );
    }
  }
}

function Unreachable() {
  return (
    <main class="door">
      <h1>The station does not answer</h1>
      <p role="status">
        Check that it has power and that this device reaches its network. Trying again…
      </p>
    </main>
  );
}
