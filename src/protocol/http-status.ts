/** HTTP statuses and the names that constants give them (RFC 9110 reason phrases, in every usual spelling). */

const REASONS: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [204, 'No Content'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [412, 'Precondition Failed'],
  [413, 'Payload Too Large'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Entity'],
  [428, 'Precondition Required'],
  [429, 'Too Many Requests'],
  [440, 'Login Timeout'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);

const squash = (name: string): string => name.replace(/[^a-z]/giu, '').toLowerCase();
const BY_NAME = new Map([...REASONS].map(([status, reason]) => [squash(reason), status]));
/** What classes put after the name of their status. */
const SUFFIX = /(?:Exception|Error)$/u;

/** The status that a constant or enum member called `name` stands for: `BAD_REQUEST`, `HTTP_STATUS_BAD_REQUEST`, `HTTP_400_BAD_REQUEST`, `BadRequest`. */
export function statusOfName(name: string): number | undefined {
  const core = name.replace(/^(?:HTTP|SC)_(?:STATUS_)?(?:\d{3}_)?/u, '');
  return BY_NAME.get(squash(core));
}

/** Rename a status constant to mean `to`, in the spelling it has: `HTTP_STATUS_BAD_REQUEST` → `HTTP_STATUS_NOT_FOUND`. */
export function renameStatus(name: string, to: number): string | undefined {
  const reason = REASONS.get(to);
  const from = statusOfName(name);
  if (reason === undefined || from === undefined) return undefined;
  const prefix = /^(?:HTTP|SC)_(?:STATUS_)?/u.exec(name)?.[0] ?? '';
  const numbered = /^\d{3}_/u.test(name.slice(prefix.length)) ? `${to}_` : '';
  const core = name.slice(prefix.length).replace(/^\d{3}_/u, '');
  const words = reason.split(' ');
  if (core === core.toUpperCase()) return prefix + numbered + words.join('_').toUpperCase();
  const pascal = words.join('');
  return prefix + numbered + (/^[a-z]/u.test(core) ? pascal[0]!.toLowerCase() + pascal.slice(1) : pascal);
}

/** An exception class, a factory or a method that has a status for its name: `UnauthorizedException`, `badRequest`, `NotFoundError`. */
export function statusOfCallable(name: string): number | undefined {
  return statusOfName(name) ?? statusOfName(name.replace(SUFFIX, ''));
}

/** `UnauthorizedException` → `NotFoundException`, `badRequest` → `notFound`. */
export function renameCallable(name: string, to: number): string | undefined {
  const whole = renameStatus(name, to);
  if (whole !== undefined) return whole;
  const stem = renameStatus(name.replace(SUFFIX, ''), to);
  return stem === undefined ? undefined : stem + (SUFFIX.exec(name)?.[0] ?? '');
}

export function reasonOf(status: number): string | undefined {
  return REASONS.get(status);
}

/** Is `text` the reason phrase of `status`, whatever its case? */
export function isReasonOf(text: string, status: number): boolean {
  return REASONS.get(status)?.toLowerCase() === text.trim().toLowerCase();
}
