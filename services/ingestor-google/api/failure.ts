/**
 * What may go wrong between us and Google, in the kinds that ask for different patience:
 * `quota`: asked too often, the same page again later. `passing`: not answered, the same page again. `page`: what was answered is no
 * page of this window, the window begins again. `denied`: a right or a setting is missing, tried again slowly.
 */
export class GoogleFailed extends Error {
  readonly kind: 'quota' | 'passing' | 'page' | 'denied';
  /** How long Google wants to be left alone, ms; null where it does not say. */
  readonly retryAfterMs: number | null;

  /** `message` is one plain sentence without secrets: what, and what to do. */
  constructor(kind: GoogleFailed['kind'], message: string, cause?: unknown, retryAfterMs: number | null = null) {
    super(message, { cause });
    this.name = 'GoogleFailed';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
