import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import {
  DottedCode,
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
    id: RoleId,
    title: Type.String(),
    acting: ActingName,
    permissions: Type.Array(Type.String()),
    /** `core`, a plugin's id, or `desk` for roles made here. */
    owner: Type.String(),
    /** Another one with each save; not a count. */
    version: Version,
  },
  { title: 'Role' },
)
export interface RoleView extends Static<typeof RoleView> {}
export const RoleList = Type.Object({ items: Type.Array(RoleView) }, { title: 'RoleList' })
export interface RoleList extends Static<typeof RoleList> {}
export const SaveRole = Type.Object({
  roleId: RoleId,
  title: Name,
  acting: ActingName,
  permissions: Type.Array(DottedCode, { maxItems: 500 }),
  expectedVersion: Type.Optional(Version),
})
export interface SaveRole extends Static<typeof SaveRole> {}
export const PermissionList = Type.Object(
  {
    items: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), owner: Type.String() })),
  },
  { title: 'PermissionList' },
)
export interface PermissionList extends Static<typeof PermissionList> {}

export const GrantView = Type.Object(
  {
    id: Id,
    person: Type.Object({ id: Id, name: Type.String() }),
    roleId: RoleId,
    scope: ScopeName,
    scopeId: nullable(Id),
    /** `default`, `manual`, `admins`, or the rule that gave it. */
    source: Type.String(),
    createdAt: Instant,
  },
  { title: 'Grant' },
)
export interface GrantView extends Static<typeof GrantView> {}
export const GrantRole = Type.Object({ personId: Id, roleId: RoleId, scope: ScopeName, scopeId: Type.Optional(Id) })
export interface GrantRole extends Static<typeof GrantRole> {}
export const GrantById = Type.Object({ grantId: Id })
export interface GrantById extends Static<typeof GrantById> {}
export const ListGrants = Type.Object({
  ...pageInput,
  personId: Type.Optional(Id),
  roleId: Type.Optional(RoleId),
  scope: Type.Optional(ScopeName),
  scopeId: Type.Optional(Id),
  source: Type.Optional(Type.String({ maxLength: 80 })),
})
export interface ListGrants extends Static<typeof ListGrants> {}
export const GrantPage = Type.Object({ items: Type.Array(GrantView), nextCursor: NextCursor }, { title: 'GrantPage' })
export interface GrantPage extends Static<typeof GrantPage> {}

export const AskWhy = Type.Object({
  permission: DottedCode,
  ticketId: Type.Optional(Id),
  /** Somebody else than the caller: with `access.read` only. */
  personId: Type.Optional(Id),
  acting: Type.Optional(ActingName),
})
export interface AskWhy extends Static<typeof AskWhy> {}
export const WhyView = Type.Object(
  {
    isAllowed: Type.Boolean(),
    /** The grants that allow it. */
    grants: Type.Array(Type.Object({ roleId: Type.String(), scope: Type.String(), scopeId: nullable(Id), reason: Type.String() })),
    /** What refuses it: a code of the error registry and its sentence. */
    refusal: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
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
