/** A sign-in that was known again. */

import type { Normalised, RecordContext, SignIn } from '@gatewatch/domain';
import { KnownRecord } from '../../stencil/study.ts';
import type { Form } from './form.ts';
import type { Where } from './where.ts';

export class RecalledSignIn extends KnownRecord {
  readonly tenantId: unknown;
  readonly resourceId: unknown;
  readonly #model: SignIn;
  readonly #where: Where;
  readonly #id: string;
  readonly #time: number;
  readonly #processed: number;
  readonly #requestId: string;
  readonly #correlationId: string | null;

  constructor(
    { model, record }: Form,
    id: string,
    time: number,
    processed: number,
    where: Where,
    requestId: string,
    correlationId: string | null,
  ) {
    super();
    this.tenantId = record.tenantId;
    this.resourceId = record.resourceId;
    this.#model = model;
    this.#where = where;
    this.#id = id;
    this.#time = time;
    this.#processed = processed;
    this.#requestId = requestId;
    this.#correlationId = correlationId;
  }

  normalise({ tenant }: RecordContext): Normalised {
    const model = this.#model;
    const where = this.#where;
    // Every field by its name: a spread would cost as much as all of the reading.
    const event: SignIn = {
      id: `entra:${this.#id}`,
      recordId: this.#id,
      tenant,
      provider: model.provider,
      category: model.category,
      time: this.#time,
      processed: this.#processed,
      hash: model.hash,
      gaps: model.gaps,
      actor: where.actor,
      target: model.target,
      ip: where.ip,
      place: null,
      network: null,
      kind: 'sign-in',
      interactive: model.interactive,
      outcome: model.outcome,
      failure: model.failure,
      code: model.code,
      password: model.password,
      secondFactor: model.secondFactor,
      methods: model.methods,
      protocol: model.protocol,
      route: model.route,
      client: model.client,
      device: where.device,
      session: where.session,
      app: model.app,
      appId: model.appId,
      resource: model.resource,
      requestId: this.#requestId,
      correlationId: this.#correlationId,
      policies: model.policies,
      reportOnly: model.reportOnly,
      risk: model.risk,
    };
    return { events: [event] };
  }
}
