/** The text does not parse. `line` and `column` are 1-based. */
export class SourceSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
    this.name = 'SourceSyntaxError';
  }
}
