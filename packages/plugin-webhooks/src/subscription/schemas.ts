import { about, Id, Instant, Name, nullable, Version } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const pattern = '^(\\*|[a-z][a-z0-9_]*\\.(\\*|[a-z][a-z0-9_]*))$'
/** An event by its name, all of an owner (`ticket.*`), or all. */
const EventPattern = Type.String({
  pattern,
  maxLength: 120,
  description: 'Name of an event (`ticket.replied`), all of an owner (`ticket.*`), or all (`*`)',
  'x-fault': { kind: 'event_pattern', message: 'must be an event such as ticket.replied, all of an owner such as ticket.*, or *' },
})
const Events = Type.Array(EventPattern, { minItems: 1, maxItems: 50, uniqueItems: true, description: 'Which events are told' })
const Address = Type.String({ minLength: 1, maxLength: 2048, description: 'Where messages are sent: https://… or http://…' })

export const SubscriptionView = Type.Object(
  {
    id: Id,
    name: about(Type.String(), 'As it is shown'),
    service: about(
      nullable(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') })),
      'The service whose roles say what is told: what it may not see is never sent; null: it was erased, and nothing is sent',
    ),
    url: about(Type.String(), 'Where messages are sent'),
    events: about(Type.Array(Type.String()), 'Which events are told'),
    state: about(
      Type.Union([Type.Literal('on'), Type.Literal('off'), Type.Literal('disabled')]),
      '`off`: switched off by somebody, and nothing is kept for it; `disabled`: switched off by its failures, and what would be sent is held',
    ),
    overlapEndsAt: about(nullable(Instant), 'Until then messages are signed with the secret before as well; null: with one only'),
    failures: about(Type.Integer({ minimum: 0 }), 'Attempts that failed since one was taken'),
    failingSince: about(nullable(Instant), 'Since when every attempt fails; null: the last one was taken'),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Webhook' },
)
export interface SubscriptionView extends Static<typeof SubscriptionView> {}
export const SubscriptionList = Type.Object(
  { items: about(Type.Array(SubscriptionView), 'All of them, the newest first') },
  { title: 'WebhookList' },
)
export interface SubscriptionList extends Static<typeof SubscriptionList> {}

export const CreateSubscription = Type.Object({
  name: about(Name, 'As it is shown'),
  serviceId: about(Id, 'A person of the kind `service`: its roles say what is told'),
  url: Address,
  events: Events,
})
export interface CreateSubscription extends Static<typeof CreateSubscription> {}
export const UpdateSubscription = Type.Object({
  subscriptionId: Id,
  name: Type.Optional(about(Name, 'As it is shown')),
  url: Type.Optional(Address),
  events: Type.Optional(Events),
  isOn: Type.Optional(about(Type.Boolean(), 'False: nothing is sent, and nothing kept for it')),
  expectedVersion: Type.Optional(about(Version, 'Refused if somebody has changed it since')),
})
export interface UpdateSubscription extends Static<typeof UpdateSubscription> {}
export const SubscriptionById = Type.Object({ subscriptionId: Id })
export interface SubscriptionById extends Static<typeof SubscriptionById> {}
export const RotateSecret = Type.Object({
  subscriptionId: Id,
  overlapHours: Type.Optional(
    about(Type.Integer({ minimum: 0, maximum: 168 }), 'Hours for which messages are signed with both secrets; 24 unless told'),
  ),
})
export interface RotateSecret extends Static<typeof RotateSecret> {}
export const WithSecret = Type.Object(
  {
    subscription: about(SubscriptionView, 'As it is now'),
    secret: about(Type.String(), 'What the receiver verifies with (`whsec_…`); it is not shown again'),
  },
  { title: 'WebhookWithSecret' },
)
export interface WithSecret extends Static<typeof WithSecret> {}
export const Removed = Type.Object({ subscriptionId: Id }, { title: 'RemovedWebhook' })
