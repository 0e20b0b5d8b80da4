import { about, Id } from '@deskwright/core'
import Type, { type Static } from 'typebox'

/** From everybody down to a few: each is a part of the one before it, so what is left of two is the later one. */
export const audienceKinds = ['public', 'contacts', 'companies', 'staff', 'teams'] as const
export type AudienceKind = (typeof audienceKinds)[number]

const ids = Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }))

/**
 * Who may read. `public`: everybody; `contacts`: whoever has signed in; `companies`: who acts for one of them; `staff`; `teams`: staff of one of
 * them. Staff may read what is for companies; staff with a role over the whole desk, what is for any team.
 */
export const AudienceInput = Type.Object(
  {
    kind: about(
      Type.Enum([...audienceKinds]),
      'Public: everybody; contacts: whoever has signed in; companies: who acts for one of them, and staff; staff; teams: staff of one of them, and staff with a role over the whole desk',
    ),
    companyIds: about(ids, 'Which companies, where the kind is `companies`'),
    teamIds: about(ids, 'Which teams, where the kind is `teams`'),
  },
  { title: 'ArticleAudience' },
)
export interface AudienceInput extends Static<typeof AudienceInput> {}

/** What is left of an audience under those of the categories above. */
export const EffectiveAudience = Type.Object(
  {
    ...AudienceInput.properties,
    furtherTeamIds: Type.Optional(
      about(
        Type.Array(Type.Array(Id)),
        'Where a category was narrowed later to other teams: whoever reads is in one team of each of these lists, too',
      ),
    ),
  },
  { title: 'EffectiveArticleAudience' },
)
export interface EffectiveAudience extends Static<typeof EffectiveAudience> {}

/** The same, as rules compare it. */
export interface Audience {
  readonly kind: AudienceKind
  /** Companies or teams, as the kind says; else empty. */
  readonly places: readonly string[]
  /** Of teams: lists of which each must have a team of the reader's as well. None where it is left out. */
  readonly further?: readonly (readonly string[])[]
}

export const everybody: Audience = { kind: 'public', places: [] }

const rank = (kind: AudienceKind): number => audienceKinds.indexOf(kind)

/** What both let in. */
export function narrowed(one: Audience, other: Audience): Audience {
  const [wide, narrow] = rank(one.kind) <= rank(other.kind) ? [one, other] : [other, one]
  if (wide.kind !== narrow.kind || !narrow.places.length) return narrow
  // Somebody may be let in by one team here and by another there.
  if (narrow.kind === 'teams') return ofLists([...listsOf(narrow), ...listsOf(wide)])
  const places = narrow.places.filter((place) => wide.places.includes(place))
  // No company is left, but staff, who read what is for companies.
  return places.length ? { kind: narrow.kind, places } : { kind: 'staff', places }
}

/** Whether everybody of `inner` is in `outer`, too. */
export function isWithin(inner: Audience, outer: Audience): boolean {
  if (inner.kind !== outer.kind) return rank(inner.kind) > rank(outer.kind)
  return listsOf(outer).every((list) => listsOf(inner).some((one) => isPart(one, list)))
}

export const listsOf = ({ places, further = [] }: Audience): readonly (readonly string[])[] => [places, ...further]
const isPart = (one: readonly string[], other: readonly string[]): boolean => one.every((place) => other.includes(place))

/** Of lists that must all be met those that say something: one that holds another one is met with it. */
function ofLists(lists: readonly (readonly string[])[]): Audience {
  const telling = lists.filter(
    (list, at) => !lists.some((other, index) => index !== at && isPart(other, list) && (!isPart(list, other) || index < at)),
  )
  const [places = [], ...further] = telling
  return { kind: 'teams', places, ...(further.length ? { further } : {}) }
}

export const viewOfAudience = ({ kind, places }: Audience): AudienceInput => ({
  kind,
  ...(kind === 'companies' ? { companyIds: [...places] } : {}),
  ...(kind === 'teams' ? { teamIds: [...places] } : {}),
})
export const viewOfEffective = (audience: Audience): EffectiveAudience => ({
  ...viewOfAudience(audience),
  ...(audience.further ? { furtherTeamIds: audience.further.map((list) => [...list]) } : {}),
})
