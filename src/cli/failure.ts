import { SourceSyntaxError } from '../parsers/syntax-error.js';

/** Why a file could not be handled. Lines and columns are 1-based. */
export interface FileError {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** An error whose message is already fit for the user; anything else is called internal. */
export class Failure extends Error {
  override name = 'Failure';
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'no such file or folder',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large to read',
};

/** The words for whatever reading, analysing or writing a file threw. */
export function toFileError(error: unknown): FileError {
  if (error instanceof SourceSyntaxError) {
    return { message: error.message, line: error.line, column: error.column };
  }
  if (error instanceof Failure) return { message: error.message };
  if (error instanceof Error && 'code' in error) {
    return { message: SYSTEM_ERRORS[String(error.code)] ?? error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  // It may quote what was looked at.
  return { message: `internal error, please report it: ${message.slice(0, 300)}` };
}
