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

/** The same, as rules compare it. */
export interface Audience {
  readonly kind: AudienceKind
  /** Companies or teams, as the kind says; else empty. */
  readonly places: readonly string[]
}

export const everybody: Audience = { kind: 'public', places: [] }

const rank = (kind: AudienceKind): number => audienceKinds.indexOf(kind)

/** What both let in. */
export function narrowed(one: Audience, other: Audience): Audience {
  const [wide, narrow] = rank(one.kind) <= rank(other.kind) ? [one, other] : [other, one]
  if (wide.kind !== narrow.kind || !narrow.places.length) return narrow
  const places = narrow.places.filter((place) => wide.places.includes(place))
  // No company is left, but staff, who read what is for companies. No team is left, but those who stand over all of them.
  return places.length || narrow.kind === 'teams' ? { kind: narrow.kind, places } : { kind: 'staff', places }
}

/** Whether everybody of `inner` is in `outer`, too. */
export function isWithin(inner: Audience, outer: Audience): boolean {
  if (inner.kind !== outer.kind) return rank(inner.kind) > rank(outer.kind)
  return inner.places.every((place) => outer.places.includes(place))
}

export const viewOfAudience = ({ kind, places }: Audience): AudienceInput => ({
  kind,
  ...(kind === 'companies' ? { companyIds: [...places] } : {}),
  ...(kind === 'teams' ? { teamIds: [...places] } : {}),
})
