import { Title } from "../title";

export function NotFoundPage() {
  return (
    <>
      <Title>There is no such page</Title>
      <p>
        Its address may have been mistyped. Go to the <a href="/">status of the station</a>.
      </p>
    </>
  );
}
