/** What a project says about itself where its code does not: plain data, checked once where it enters. */

export interface Settings {
  /** Functions and methods that give the request's session id. */
  readonly headerReaders: readonly string[];
  /** Receivers that hold sessions: `registry` of `registry.peek(id)`. */
  readonly stores: readonly string[];
  /** Functions and methods that give the session of an id, or nothing. */
  readonly lookups: readonly string[];
  /** Functions and methods that answer, with the index of the argument that is the status. */
  readonly answerHelpers: Readonly<Record<string, number>>;
  /** Classes of error that a lookup throws when it finds no session. */
  readonly sessionErrors: readonly string[];
}

/** As a user writes them: every key may be left out. */
export type PartialSettings = Partial<Settings>;

export const NO_SETTINGS: Settings = { headerReaders: [], stores: [], lookups: [], answerHelpers: {}, sessionErrors: [] };

/** The settings make no sense; the message is for the user. */
export class SettingsError extends TypeError {
  override name = 'SettingsError';
}

/**
 * Check settings that come from a user's configuration.
 * @throws SettingsError
 */
export function readSettings(value: unknown): Settings {
  if (value === undefined) return NO_SETTINGS;
  if (!isRecord(value)) throw new SettingsError(`"mcp-session" in the settings must be an object, not ${describe(value)}`);
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(NO_SETTINGS, key)) throw new SettingsError(`"mcp-session" in the settings has no "${key}"; it knows ${Object.keys(NO_SETTINGS).join(', ')}`);
  }
  return {
    headerReaders: namesAt(value, 'headerReaders'),
    stores: namesAt(value, 'stores'),
    lookups: namesAt(value, 'lookups'),
    answerHelpers: indexesAt(value, 'answerHelpers'),
    sessionErrors: namesAt(value, 'sessionErrors'),
  };
}

function namesAt(settings: Record<string, unknown>, key: keyof Settings): readonly string[] {
  const value = settings[key];
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new SettingsError(`"${key}" in the settings of "mcp-session" must be a list of names, not ${describe(value)}`);
  for (const name of value as readonly unknown[]) {
    if (!isName(name)) throw new SettingsError(`"${key}" in the settings of "mcp-session" must hold plain names, such as "resolveSession", not ${describe(name)}`);
  }
  return value as string[];
}

function indexesAt(settings: Record<string, unknown>, key: keyof Settings): Readonly<Record<string, number>> {
  const value = settings[key];
  if (value === undefined) return {};
  if (!isRecord(value)) throw new SettingsError(`"${key}" in the settings of "mcp-session" must map names to the index of an argument, not be ${describe(value)}`);
  for (const [name, index] of Object.entries(value)) {
    if (!isName(name)) throw new SettingsError(`"${key}" in the settings of "mcp-session" must hold plain names, such as "sendError", not ${describe(name)}`);
    if (!Number.isInteger(index) || (index as number) < 0) {
      throw new SettingsError(`"${key}.${name}" in the settings of "mcp-session" must be the index of the status argument, counted from 0, not ${describe(index)}`);
    }
  }
  return value as Record<string, number>;
}

/** The last name of a callee or receiver; `this.sessions` is `sessions`. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`;
}
