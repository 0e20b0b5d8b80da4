import { about, type Static, Type } from '../schemas.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

const WeekdayName = Type.Union([
  Type.Literal('monday'),
  Type.Literal('tuesday'),
  Type.Literal('wednesday'),
  Type.Literal('thursday'),
  Type.Literal('friday'),
  Type.Literal('saturday'),
  Type.Literal('sunday'),
])
const every = Type.Integer({ minimum: 1, maximum: 1000, description: 'Each so many' })
const one = (unit: 'month' | 'year') => ({ unit: about(Type.Literal(unit), 'Counted in these'), every })
const Which = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4), Type.Literal('last')], {
  description: 'Which of a weekday in its month: the first to the fourth, or the last one',
})
const dayOfMonth = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 31, description: 'Day of the month; its last day where it is shorter. The anchor’s unless told' }),
)

/** When work comes back. What a rule leaves open it takes from the anchor. */
export const Rule = Type.Union(
  [
    Type.Object({ unit: about(Type.Literal('day'), 'Counted in these'), every }),
    Type.Object({
      unit: about(Type.Literal('week'), 'Counted in these'),
      every,
      weekdays: Type.Optional(
        about(Type.Array(WeekdayName, { minItems: 1, maxItems: 7, uniqueItems: true }), 'On these days; that of the anchor unless told'),
      ),
    }),
    Type.Object({ ...one('month'), dayOfMonth }),
    Type.Object({ ...one('month'), which: Which, weekday: about(WeekdayName, 'Which weekday') }),
    Type.Object({ ...one('year'), dayOfMonth }),
    Type.Object({ ...one('year'), which: Which, weekday: about(WeekdayName, 'Which weekday') }),
  ],
  { title: 'EquipmentPlanRule' },
)
export type Rule = Static<typeof Rule>
