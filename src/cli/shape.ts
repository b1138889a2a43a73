/** Reading data that somebody else wrote. */

/** The data is not what it should be; the message says where. */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

/** Takes a value for what it is. @param at where it stands, for the message */
export type Reader<T> = (value: unknown, at: string) => T;

export const text: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new ShapeError(`${at} is not a text`);
  return value;
};

export const flag: Reader<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ShapeError(`${at} is neither true nor false`);
  return value;
};

export const whole: Reader<number> = (value, at) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new ShapeError(`${at} is not a whole number`);
  return value as number;
};

/** Lines and columns start at 1. */
export const position: Reader<number> = (value, at) => {
  if (whole(value, at) === 0) throw new ShapeError(`${at} is not a line or a column, which start at 1`);
  return value as number;
};

export const oneOf = <T extends string>(...values: readonly T[]): Reader<T> => (value, at) => {
  const known = values.find((one) => one === value);
  if (known === undefined) throw new ShapeError(`${at} is none of ${values.join(', ')}`);
  return known;
};

export const listOf = <T>(read: Reader<T>): Reader<T[]> => (value, at) => {
  if (!Array.isArray(value)) throw new ShapeError(`${at} is not a list`);
  return value.map((item, index) => read(item, `${at}[${index}]`));
};

/** The fields of an object, one by one. */
export class Fields {
  readonly #fields: object;

  constructor(value: unknown, readonly at: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(`${at || 'the document'} is not an object`);
    this.#fields = value;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  get<T>(name: string, read: Reader<T>): T {
    return read(this.has(name) ? this.#fields[name as keyof object] : undefined, this.at === '' ? name : `${this.at}.${name}`);
  }

  /** An object with the field, or without it where there is none. */
  maybe<Name extends string, T>(name: Name, read: Reader<T>): { readonly [N in Name]?: T } {
    return this.has(name) ? ({ [name]: this.get(name, read) } as { readonly [N in Name]: T }) : {};
  }
}
