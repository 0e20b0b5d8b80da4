import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { about, Id, Instant, Name, NextCursor, nullable, pageInput } from '../value/schema.ts'

export const KeyView = Type.Object(
  {
    id: Id,
    service: about(
      Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }),
      'Whose key it is: its roles say what the key may',
    ),
    name: about(Type.String(), 'What it is for'),
    prefix: about(Type.String(), 'The beginning of the key, to know it by'),
    createdAt: Instant,
    expiresAt: about(nullable(Instant), 'From then on it is refused; null: never'),
    revokedAt: about(nullable(Instant), 'When it was revoked; null: it was not'),
    lastUsedAt: about(nullable(Instant), 'When it was used last, to the hour; null: never'),
  },
  { title: 'Key' },
)
export interface KeyView extends Static<typeof KeyView> {}
export const KeyPage = Type.Object(
  { items: about(Type.Array(KeyView), 'What is on this page, newest first'), nextCursor: NextCursor },
  { title: 'KeyPage' },
)
export interface KeyPage extends Static<typeof KeyPage> {}
export const ListKeys = Type.Object({ ...pageInput, serviceId: Type.Optional(about(Id, 'Of this service')) })
export interface ListKeys extends Static<typeof ListKeys> {}
export const CreateKey = Type.Object({
  serviceId: about(Id, 'A person of the kind `service`'),
  name: about(Name, 'What it is for'),
  expiresAt: Type.Optional(about(Instant, 'From then on it is refused; never unless told')),
})
export interface CreateKey extends Static<typeof CreateKey> {}
export const RotateKey = Type.Object({
  keyId: Id,
  overlapHours: Type.Optional(
    about(Type.Integer({ minimum: 0, maximum: 720 }), 'Hours for which the key before goes on to count; 24 unless told'),
  ),
  expiresAt: Type.Optional(about(Instant, 'When the new key ends; unless told it lasts as long as the one before was to')),
})
export interface RotateKey extends Static<typeof RotateKey> {}
export const KeyById = Type.Object({ keyId: Id })
export interface KeyById extends Static<typeof KeyById> {}
export const NewKey = Type.Object(
  {
    key: about(KeyView, 'What is kept of it'),
    token: about(Type.String(), 'The key itself, for `Authorization: Bearer …`; it is not shown again'),
  },
  { title: 'NewKey' },
)
export interface NewKey extends Static<typeof NewKey> {}

export interface KeysService {
  /** Keys of services, newest first, also those that have ended. */
  list(input: ListKeys): Promise<KeyPage>
  /** Throws `key.not_everywhere`, `key.no_service`, `key.expiry_past`, and `access.beyond_own` where the service may more than the caller. */
  create(input: CreateKey): Promise<NewKey>
  /** Another key in place of one, which goes on to count for a while. Throws as `create`, and `key.ended`. */
  rotate(input: RotateKey): Promise<NewKey>
  /** Ends a key at once: the next call with it is refused by every process, and what it listens to ends. */
  revoke(input: KeyById): Promise<KeyView>
}
export interface KeysContract {
  id: 'keys'
  service: KeysService
  permissions: 'key.manage'
  events: {
    'key.created': { personId: string; keyId: string }
    'key.rotated': { personId: string; keyId: string; newKeyId: string }
    'key.revoked': { personId: string; keyId: string }
  }
  tables: CoreTables
}
