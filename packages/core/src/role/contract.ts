import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import {
  about,
  DottedCode,
  ExpectedVersion,
  Id,
  Instant,
  Name,
  NextCursor,
  nullable,
  ownedCodeFault,
  ownedCodePattern,
  pageInput,
  Version,
} from '../value/schema.ts'

const RoleId = Type.String({ pattern: ownedCodePattern, maxLength: 80, description: 'Code of a role', 'x-fault': ownedCodeFault })
const ScopeName = Type.Union([Type.Literal('all'), Type.Literal('team'), Type.Literal('company'), Type.Literal('own')])
const ActingName = Type.Union([Type.Literal('staff'), Type.Literal('customer')])
export const RoleView = Type.Object(
  {
    id: about(RoleId, 'Code of the role, with a plugin’s id before it if it is a plugin’s'),
    title: about(Type.String(), 'As it is shown'),
    acting: about(ActingName, 'The capacity in which it counts'),
    permissions: about(Type.Array(Type.String()), 'What it allows'),
    owner: about(Type.String(), '`core`, a plugin’s id, or `desk` for roles made here'),
    version: about(Version, 'Another one with each save; not a count'),
  },
  { title: 'Role' },
)
export interface RoleView extends Static<typeof RoleView> {}
export const RoleList = Type.Object({ items: about(Type.Array(RoleView), 'All of them') }, { title: 'RoleList' })
export interface RoleList extends Static<typeof RoleList> {}
export const SaveRole = Type.Object({
  roleId: about(RoleId, 'Code of the role'),
  title: about(Name, 'As it is shown'),
  acting: about(ActingName, 'The capacity in which it counts; never changes'),
  permissions: about(Type.Array(DottedCode, { maxItems: 500 }), 'All that it allows'),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface SaveRole extends Static<typeof SaveRole> {}
export const PermissionList = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          id: about(Type.String(), '`owner.word`'),
          title: about(Type.String(), 'What it allows, in the reader’s language'),
          owner: about(Type.String(), '`core`, or a plugin’s id'),
        }),
      ),
      'All of them',
    ),
  },
  { title: 'PermissionList' },
)
export interface PermissionList extends Static<typeof PermissionList> {}

export const GrantView = Type.Object(
  {
    id: Id,
    person: about(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }), 'Who holds it'),
    roleId: about(RoleId, 'Code of the role'),
    scope: about(ScopeName, 'Where the role counts: everywhere, in a team, for a company, or for what is one’s own'),
    scopeId: about(nullable(Id), 'The team or the company; null where the scope is neither'),
    source: about(Type.String(), '`default`, `manual`, `admins`, or the rule that gave it'),
    createdAt: Instant,
  },
  { title: 'Grant' },
)
export interface GrantView extends Static<typeof GrantView> {}
export const GrantRole = Type.Object({
  personId: Id,
  roleId: about(RoleId, 'Code of the role'),
  scope: about(ScopeName, 'Where the role counts: everywhere, in a team, for a company, or for what is one’s own'),
  scopeId: Type.Optional(about(Id, 'The team or the company, where the scope is one')),
})
export interface GrantRole extends Static<typeof GrantRole> {}
export const GrantById = Type.Object({ grantId: Id })
export interface GrantById extends Static<typeof GrantById> {}
export const ListGrants = Type.Object({
  ...pageInput,
  personId: Type.Optional(about(Id, 'Held by them')),
  roleId: Type.Optional(about(RoleId, 'Of this role')),
  scope: Type.Optional(about(ScopeName, 'In scopes of this kind')),
  scopeId: Type.Optional(about(Id, 'In this team or company')),
  source: Type.Optional(about(Type.String({ maxLength: 80 }), '`default`, `manual`, `admins`, or a rule')),
})
export interface ListGrants extends Static<typeof ListGrants> {}
export const GrantPage = Type.Object(
  { items: about(Type.Array(GrantView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'GrantPage' },
)
export interface GrantPage extends Static<typeof GrantPage> {}

export const AskWhy = Type.Object({
  permission: about(DottedCode, 'What is asked about, such as `ticket.resolve`'),
  ticketId: Type.Optional(about(Id, 'On this ticket; anywhere unless told')),
  personId: Type.Optional(about(Id, 'Somebody else than the caller: with `access.read` only')),
  acting: Type.Optional(about(ActingName, 'In this capacity; that of the call unless told')),
})
export interface AskWhy extends Static<typeof AskWhy> {}
export const WhyView = Type.Object(
  {
    isAllowed: about(Type.Boolean(), 'It is allowed'),
    grants: about(
      Type.Array(
        Type.Object({
          roleId: about(Type.String(), 'Code of the role'),
          scope: about(Type.String(), 'Where the role counts: everywhere, in a team, for a company, or for what is one’s own'),
          scopeId: about(nullable(Id), 'The team or the company; null where the scope is neither'),
          reason: about(Type.String(), 'Why it counts here, in the reader’s language'),
        }),
      ),
      'The grants that allow it',
    ),
    refusal: about(
      nullable(
        Type.Object({
          code: about(Type.String(), 'Code of the error registry'),
          message: about(Type.String(), 'Its sentence, in the reader’s language'),
        }),
      ),
      'What refuses it: a code of the error registry and its sentence; null: nothing does',
    ),
  },
  { title: 'Why' },
)
export interface WhyView extends Static<typeof WhyView> {}

export interface AccessService {
  permissions(): Promise<PermissionList>
  roles(): Promise<RoleList>
  /** Makes a role of this desk, or changes one: a right over all, as a role counts wherever it was given. */
  saveRole(input: SaveRole): Promise<RoleView>
  grants(input: ListGrants): Promise<GrantPage>
  /**
   * Gives a role in a scope; given already, that grant is returned and nothing happens. `access.manage` over all may everything; in a team
   * or company (there also with `company.manage_members`, customer roles only) nobody gives what they do not hold there themselves.
   */
  grant(input: GrantRole): Promise<GrantView>
  /** Takes a grant back. The last administrator cannot be removed, also not by two at once. */
  revoke(input: GrantById): Promise<GrantView>
  /** Names the grant that allows it, or what refuses it. */
  why(input: AskWhy): Promise<WhyView>
}
export interface AccessContract {
  id: 'access'
  service: AccessService
  permissions: 'access.read' | 'access.manage'
  events: {
    'access.granted': { grantId: string; personId: string; roleId: string; scope: string; scopeId: string | null; grantSource: string }
    'access.revoked': { grantId: string; personId: string; roleId: string; scope: string; scopeId: string | null; grantSource: string }
    'access.role_saved': { roleId: string; added: readonly string[]; removed: readonly string[] }
  }
  tables: CoreTables
}
