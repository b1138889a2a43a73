import { statusOfName } from '../protocol/http-status.js';
import { constantOf, type Value } from '../values/values.js';

/** Is this value certainly an HTTP status? */
export function isStatus(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    value.length > 0 &&
    value.every((atom) => atom.kind === 'const' && typeof atom.value === 'number' && atom.value >= 100 && atom.value <= 599)
  );
}

/** May this value be an HTTP status: a status, or something that nothing is known of? */
export function mayBeStatus(value: Value | undefined): boolean {
  if (value === undefined || value.length === 0) return false;
  return value.every(
    (atom) =>
      (atom.kind === 'const' && typeof atom.value === 'number' && atom.value >= 100 && atom.value <= 599) ||
      (atom.kind === 'opaque' && (!atom.role || atom.role === 'error')),
  );
}

/** A status given as a number, or by its name: `'Bad Request'`. */
export function namedStatus(value: Value | undefined): Value | undefined {
  if (isStatus(value)) return value;
  const only = value?.length === 1 ? value[0] : undefined;
  const status = only?.kind === 'const' && typeof only.value === 'string' ? statusOfName(only.value) : undefined;
  return only?.kind === 'const' && status !== undefined ? [{ ...only, value: status }] : undefined;
}

export function textOf(value: Value | undefined): string | undefined {
  const text = constantOf(value);
  return typeof text === 'string' ? text : undefined;
}

/** Is it certain that nothing is there? */
export function isNothing(value: Value | undefined): boolean {
  return value !== undefined && value.length > 0 && value.every((atom) => atom.kind === 'const' && atom.value === undefined);
}
