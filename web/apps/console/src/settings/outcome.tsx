import { Problem } from "@portero/api";
import { Notice, ProblemNotice } from "@portero/ui";
import { go_to } from "../route";
import { id_of } from "./control";
import { is_refused, overtaken, problem, wrong } from "./form";
import { path_of } from "./paths";
import { by_name } from "./schema";

// Why the last save changed nothing.
export function Outcome() {
  if (is_refused.value && wrong.value.size > 0) return <Summary />;
  if (problem.value instanceof Problem && problem.value.status === 412) return <Overtaken />;
  return problem.value === null ? null : <ProblemNotice problem={problem.value} />;
}

function Summary() {
  const count = wrong.value.size;
  return (
    <Notice kind="err">
      <p>
        Nothing was changed. {count === 1 ? "One value is" : `${count} values are`} not accepted:
      </p>
      <ul>
        {[...wrong.value].map(([name, detail]) => (
          <WrongLine key={name} name={name} detail={detail} />
        ))}
      </ul>
    </Notice>
  );
}

function WrongLine({ name, detail }: { name: string; detail: string }) {
  const setting = by_name.get(name);
  if (!setting) return <li>{detail}</li>;
  return (
    <li>
      <a
        href={`${path_of(setting.page)}#${id_of(setting)}`}
        onClick={(event) => {
          event.preventDefault();
          go_to(path_of(setting.page), id_of(setting));
        }}
      >
        {setting.title}
      </a>
      : {detail}
    </li>
  );
}

function Overtaken() {
  return (
    <Notice kind="warn">
      <p>
        Nothing was changed yet: somebody else changed the settings meanwhile. Your changes are
        still here.{" "}
        {overtaken.value.size > 0
          ? "Where both of you changed the same, it says so beside the setting. "
          : "Nobody touched what you changed. "}
        Look at them, then save again.
      </p>
    </Notice>
  );
}
