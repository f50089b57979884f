/**
 * Connections that a single-merchant install names in the environment: the fields of `PUT /connections/{kind}` in upper case, with the
 * kind before them. Without it EMAIL, PASSWORD or API_KEY would be two services' or the shell's own. Pure.
 */
import { type ConnectionFields, type ConnectionKind, connectionFields, connectionKinds } from '@parley/contract/api/connections.ts';

export interface NamedConnections {
  readonly connections: Partial<ConnectionFields>;
  /** One line a variable that is missing or wrong; never with a value in it. */
  readonly problems: readonly string[];
}

/** @param env parsed settings; a kind none of whose fields is given is left alone. */
export function connectionsOf(env: Readonly<Record<string, unknown>>): NamedConnections {
  const connections: Partial<Record<ConnectionKind, unknown>> = {};
  const problems: string[] = [];
  for (const kind of connectionKinds) {
    const given = fieldsIn(env, kind);
    if (Object.keys(given).length === 0) continue;
    const parsed = connectionFields[kind].safeParse(given);
    if (parsed.success) connections[kind] = parsed.data;
    else problems.push(...problemsOf(kind, parsed.error.issues));
  }
  // Each parsed by the schema of its kind.
  return { connections: connections as Partial<ConnectionFields>, problems };
}

function fieldsIn(env: Readonly<Record<string, unknown>>, kind: ConnectionKind): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of namesOf(kind)) {
    const value = env[settingOf(kind, name)];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function namesOf(kind: ConnectionKind): readonly string[] {
  const schema = connectionFields[kind];
  const shapes = 'options' in schema ? schema.options.map((each) => each.shape) : [schema.shape];
  return [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
}

function settingOf(kind: ConnectionKind, field: string): string {
  return `${kind}_${field}`.toUpperCase();
}

function problemsOf(
  kind: ConnectionKind,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string[] {
  return issues.map(({ path, message }) => {
    const [field] = path;
    return field === undefined
      ? `${kind.toUpperCase()}: these settings do not go together`
      : `${settingOf(kind, String(field))}: needed with the other settings of ${kind} (${message})`;
  });
}
