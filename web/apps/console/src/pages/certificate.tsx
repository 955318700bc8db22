import { type Certificate, Problem, station } from "@portero/api";
import { Button, Notice, ProblemNotice } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { is_for } from "../certificate_name";
import { FileField } from "../file_field";

const max_file_bytes = 64 * 1024;
const fields = { certificate: "certificate-file", key: "key-file" };

// As whom this console is served.
export function CertificateCard() {
  const told = useSignal<Certificate | null>(null);
  const problem = useSignal<unknown>(null);
  const done = useSignal<string | undefined>(undefined);
  async function look(how: () => Promise<Certificate>, said?: string) {
    problem.value = null;
    done.value = undefined;
    try {
      told.value = await how();
      done.value = said;
    } catch (error) {
      problem.value = error;
    }
  }
  useEffect(() => void look(station.certificate), []);
  const now = told.value;
  return (
    <section class="card">
      <h2>Certificate</h2>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {done.value && <Notice kind="ok">{done.value}</Notice>}
      {now && <About certificate={now} />}
      {now && !now.self_made && (
        <div class="buttons">
          <Button
            on_press={() =>
              void look(station.use_own_certificate, `The station's own is in use. ${reload}`)
            }
          >
            Use the station's own
          </Button>
        </div>
      )}
      {now && (
        <GiveForm
          on_given={(certificate) => {
            told.value = certificate;
            problem.value = null;
            done.value = `The certificate is in use. ${reload}`;
          }}
        />
      )}
    </section>
  );
}

const reload = "Reload the page to see it: your browser may ask again whether to trust it.";

function About({ certificate }: { certificate: Certificate }) {
  const { self_made, names, issuer, until, fingerprint } = certificate;
  const host = location.hostname;
  return (
    <>
      {self_made ? (
        <p>
          The station made its certificate itself, which is why browsers warn at the first visit.
          To know that you speak with this station, compare the fingerprint that the browser shows
          with the one that <code>porteroctl console</code> tells on the station.
        </p>
      ) : (
        !names.some((name) => is_for(name, host)) && (
          <p class="notice warn">
            It is not for {host}, where you are now: browsers warn here. Go to one of its names.
          </p>
        )
      )}
      <dl class="rows long">
        <Row term="Made by">{self_made ? "This station" : issuer}</Row>
        <Row term="For">
          {names.map((name) => (
            <div key={name}>{name}</div>
          ))}
        </Row>
        <Row term="Valid until">{until}</Row>
        <Row term="Fingerprint (SHA-256)">
          <code>{fingerprint}</code>
        </Row>
      </dl>
    </>
  );
}

function Row({ term, children }: { term: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function GiveForm({ on_given }: { on_given: (certificate: Certificate) => void }) {
  const certificate = useSignal<File | undefined>(undefined);
  const key = useSignal<File | undefined>(undefined);
  const wrong = useSignal<Record<string, string | undefined>>({});
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  function refuse(found: Record<string, string | undefined>) {
    wrong.value = found;
    const first = found["certificate"] ? fields.certificate : fields.key;
    document.getElementById(first)?.focus();
  }
  async function submit(event: Event) {
    event.preventDefault();
    problem.value = null;
    wrong.value = {};
    const [pem, secret] = [certificate.value, key.value];
    if (!is_fit(pem) || !is_fit(secret))
      return refuse({ certificate: objection_to(pem), key: objection_to(secret) });
    busy.value = true;
    try {
      on_given(await station.use_certificate(await pem.text(), await secret.text()));
    } catch (error) {
      const told = error instanceof Problem ? error.fields : [];
      if (told.length > 0) refuse(Object.fromEntries(told.map((one) => [one.field, one.detail])));
      else problem.value = error;
    }
    busy.value = false;
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <h3>Use another one</h3>
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      <FileField
        id={fields.certificate}
        label="Certificate file"
        help="PEM: the station's own first, then those that issued it. Often fullchain.pem."
        file={certificate}
        wrong={wrong.value["certificate"]}
      />
      <FileField
        id={fields.key}
        label="Key file"
        help="PEM, without a passphrase: EC (P-256, P-384) or RSA (2048 to 4096 bits)."
        file={key}
        wrong={wrong.value["key"]}
      />
      <div class="buttons">
        <Button type="submit" busy={busy.value}>
          Use this certificate
        </Button>
      </div>
    </form>
  );
}

const is_fit = (file: File | undefined): file is File => objection_to(file) === undefined;

function objection_to(file: File | undefined): string | undefined {
  if (!file) return "Choose a file.";
  return file.size > max_file_bytes ? "This file is larger than 64 KiB." : undefined;
}
