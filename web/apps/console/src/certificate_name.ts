// Whether a certificate of this name is for the host: a star stands for the whole first label
// (RFC 6125, section 6.4.3). Addresses are compared as browsers write them.
export function is_for(name: string, host: string): boolean {
  const [wanted, known] = [bare(host), bare(name)];
  if (!known.startsWith("*.")) return known === wanted;
  const dot = wanted.indexOf(".");
  return dot > 0 && wanted.slice(dot) === known.slice(1) && !/^[\d.]+$/.test(wanted);
}

const bare = (host: string) => host.toLowerCase().replace(/^\[|\]$|\.$/g, "");
