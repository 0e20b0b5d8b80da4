import type { Desk } from '../../src/desk/desk.ts'

/** A way to take an administrator's right from somebody. */
export type Removal =
  | { readonly how: 'revoke'; readonly grantId: string }
  | { readonly how: 'deactivate'; readonly personId: string }
  | { readonly how: 'narrow'; readonly roleId: string }

export function removeBy(me: ReturnType<Desk['as']>, removal: Removal): Promise<unknown> {
  if (removal.how === 'revoke') return me.access.revoke({ grantId: removal.grantId })
  if (removal.how === 'deactivate') return me.people.deactivate({ personId: removal.personId })
  return me.access.saveRole({ roleId: removal.roleId, title: removal.roleId, acting: 'staff', permissions: ['ticket.read'] })
}
