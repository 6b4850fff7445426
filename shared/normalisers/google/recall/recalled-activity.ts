/** An activity that was known again. */

import type { Change, IdentityEvent, Normalised, RecordContext, SignIn, TokenGrant } from '@gatewatch/domain';
import { KnownRecord } from '../../stencil/study.ts';
import { eventIdOf, recordIdOf, versionOf } from '../ids.ts';
import type { Form, Model } from './form.ts';
import type { Who } from './who.ts';

export class RecalledActivity extends KnownRecord {
  readonly id: unknown;
  readonly #form: Form;
  readonly #timeText: string;
  readonly #time: number;
  readonly #qualifier: string;
  readonly #who: Who;

  constructor(form: Form, timeText: string, time: number, qualifier: string, who: Who) {
    super();
    this.id = form.id;
    this.#form = form;
    this.#timeText = timeText;
    this.#time = time;
    this.#qualifier = qualifier;
    this.#who = who;
  }

  normalise({ tenant }: RecordContext): Normalised {
    const { models } = this.#form;
    const events: IdentityEvent[] = [];
    for (let i = 0; i < models.length; i++) {
      const model = models[i];
      if (model === undefined) continue;
      const { event } = model;
      events.push(event.kind === 'sign-in' ? this.#signIn(event, model, tenant) : this.#other(event, model, tenant));
    }
    return { events };
  }

  #id({ operation, ordinal, split }: Model): string {
    return eventIdOf(this.#form.directory, this.#timeText, this.#qualifier, operation, ordinal, split);
  }

  /** Every field by its name: a spread would cost as much as all of the reading. */
  #signIn(event: SignIn, model: Model, tenant: string): SignIn {
    const { actor, ip, whose } = this.#who;
    return {
      id: this.#id(model),
      recordId: recordIdOf(this.#timeText, this.#qualifier),
      tenant,
      provider: event.provider,
      category: event.category,
      time: this.#time,
      processed: event.processed,
      hash: versionOf(model.content, whose),
      gaps: event.gaps,
      actor,
      target: event.target,
      ip,
      place: null,
      network: null,
      kind: 'sign-in',
      interactive: event.interactive,
      code: event.code,
      client: event.client,
      device: event.device,
      session: event.session,
      appId: event.appId,
      resource: event.resource,
      requestId: this.#qualifier,
      correlationId: this.#qualifier,
      policies: event.policies,
      reportOnly: event.reportOnly,
      route: event.route,
      outcome: event.outcome,
      failure: event.failure,
      password: event.password,
      secondFactor: event.secondFactor,
      methods: event.methods,
      protocol: event.protocol,
      risk: event.risk,
      app: event.app,
    };
  }

  #other(event: Change | TokenGrant, model: Model, tenant: string): Change | TokenGrant {
    const { actor, ip, whose } = this.#who;
    return {
      ...event,
      id: this.#id(model),
      recordId: recordIdOf(this.#timeText, this.#qualifier),
      tenant,
      time: this.#time,
      hash: versionOf(model.content, whose),
      actor,
      target: model.isOfActor ? actor : null,
      ip,
      correlationId: this.#qualifier,
    };
  }
}
