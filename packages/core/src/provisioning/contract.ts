import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { about, Code, Id, Instant, Line, Name, NextCursor, nullable, ownedCodeFault, ownedCodePattern, pageInput } from '../value/schema.ts'

const RoleId = Type.String({ pattern: ownedCodePattern, maxLength: 80, description: 'Code of a role', 'x-fault': ownedCodeFault })
const ScopeName = Type.Union([Type.Literal('all'), Type.Literal('team'), Type.Literal('company'), Type.Literal('own')])
const Attribute = Type.Object(
  {
    name: about(Code, 'As the host’s `identify` calls it'),
    value: about(Line, 'Exactly this; of several values one has to be'),
  },
  { title: 'ProvisioningAttribute' },
)
const Gift = {
  companyId: Type.Optional(about(Id, 'The company whose contacts they become')),
  roleId: Type.Optional(about(RoleId, 'The role that they are given')),
  scope: Type.Optional(about(ScopeName, 'Where the role counts')),
  scopeId: Type.Optional(about(Id, 'The team or the company, where the scope is one')),
}
export const CreateRule = Type.Object({
  title: about(Name, 'What it is for'),
  domain: Type.Optional(
    about(Type.String({ minLength: 3, maxLength: 253 }), 'Of a verified address, behind its @; its subdomains are others'),
  ),
  attributes: Type.Optional(about(Type.Array(Attribute, { maxItems: 10 }), 'All of which the host has to pass')),
  ...Gift,
})
export interface CreateRule extends Static<typeof CreateRule> {}
export const RuleView = Type.Object(
  {
    id: Id,
    title: about(Type.String(), 'What it is for'),
    domain: about(nullable(Type.String()), 'Of a verified address; null: whatever the address'),
    attributes: about(Type.Array(Attribute), 'All of which the host has to pass'),
    companyId: about(nullable(Id), 'The company whose contacts they become; null: of none'),
    roleId: about(nullable(RoleId), 'The role that they are given; null: none'),
    scope: about(nullable(ScopeName), 'Where the role counts; null without a role'),
    scopeId: about(nullable(Id), 'The team or the company; null where the scope is neither'),
    state: about(
      Type.Union([Type.Literal('draft'), Type.Literal('active'), Type.Literal('ended')]),
      'A draft gives nothing yet; one that has ended gives nothing more, and what it gave is being taken back',
    ),
    authorId: about(nullable(Id), 'Whose authority it stands on; null: the desk’s own programs'),
    given: about(Type.Integer({ minimum: 0 }), 'To how many people it has given'),
    createdAt: Instant,
  },
  { title: 'ProvisioningRule' },
)
export interface RuleView extends Static<typeof RuleView> {}
export const RulePage = Type.Object(
  { items: about(Type.Array(RuleView), 'What is on this page, newest first'), nextCursor: NextCursor },
  { title: 'ProvisioningRulePage' },
)
export interface RulePage extends Static<typeof RulePage> {}
export const ListRules = Type.Object({ ...pageInput })
export interface ListRules extends Static<typeof ListRules> {}
export const RuleById = Type.Object({ ruleId: Id })
export interface RuleById extends Static<typeof RuleById> {}
export const PeopleOfRule = Type.Object({ ruleId: Id, ...pageInput })
export interface PeopleOfRule extends Static<typeof PeopleOfRule> {}

const PersonRef = about(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }), 'Who it is')
export const PreviewPage = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          person: PersonRef,
          becomesContact: about(Type.Boolean(), 'They become a contact of the company; false: they are one, or the rule makes none'),
          getsRole: about(Type.Boolean(), 'They get the role; false: they have it there, or the rule gives none'),
        }),
      ),
      'Whom it fits, of a part of the people; a part may have none of them',
    ),
    nextCursor: NextCursor,
  },
  { title: 'ProvisioningPreview' },
)
export interface PreviewPage extends Static<typeof PreviewPage> {}
export const GivenPage = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          person: PersonRef,
          isContact: about(Type.Boolean(), 'It made them a contact of the company'),
          grantId: about(nullable(Id), 'The grant that it made; null where there was one, or the rule gives none'),
          createdAt: Instant,
        }),
      ),
      'Whom it has given to, and what of it was its own doing',
    ),
    nextCursor: NextCursor,
  },
  { title: 'ProvisioningGiven' },
)
export interface GivenPage extends Static<typeof GivenPage> {}

export interface ProvisioningService {
  /** Rules, newest first, also those that have ended. */
  rules(input: ListRules): Promise<RulePage>
  /** A draft. Throws `provisioning.rule_invalid`, `provisioning.free_mail`, `provisioning.too_powerful`, and what giving it by hand would: `access.beyond_own`. */
  create(input: CreateRule): Promise<RuleView>
  /** Whom a rule fits that has not been given to by it, of the people there are, and what they would get. */
  preview(input: PeopleOfRule): Promise<PreviewPage>
  /** From now on it gives at sign-in, and to people there are in parts, in the background. Throws `provisioning.state`. */
  activate(input: RuleById): Promise<RuleView>
  /** To whom it has given what. */
  given(input: PeopleOfRule): Promise<GivenPage>
  /** It gives nothing more, and what it gave is taken back in parts, in the background. */
  end(input: RuleById): Promise<RuleView>
}
export interface ProvisioningContract {
  id: 'provisioning'
  service: ProvisioningService
  permissions: 'provisioning.manage'
  events: {
    'provisioning.rule_created': { ruleId: string }
    'provisioning.rule_activated': { ruleId: string }
    'provisioning.rule_ended': { ruleId: string }
    'provisioning.given': { personId: string; ruleId: string }
    'provisioning.taken_back': { personId: string; ruleId: string }
  }
  tables: CoreTables
}
