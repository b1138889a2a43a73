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

export function textOf(value: Value | undefined): string | undefined {
  const text = constantOf(value);
  return typeof text === 'string' ? text : undefined;
}
