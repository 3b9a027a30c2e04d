import { describe, expect, it } from 'vitest';
import * as activation from '@/app/api/users/activation/route';
import * as resetEmailConfirm from '@/app/api/users/reset_email_confirm/route';
import * as resetPasswordConfirm from '@/app/api/users/reset_password_confirm/route';
import * as setEmailConfirm from '@/app/api/users/set_email_confirm/route';
import * as setEmailUndo from '@/app/api/users/set_email_undo/route';
import { INTERNAL_HEADERS } from '@/lib/edge/internal-headers';
import type { RouteHandlers } from '@/lib/server/http/route';
import { encodeUid } from '@/lib/server/links/token';
import { LIMITS } from '@/lib/shared/limits';
import { ApiClient } from '@/tests/support/api-client';
import { PASSWORD } from '@/tests/support/password';
import { ada, signUp } from '@/tests/support/people';
import { startTestApp } from '@/tests/support/test-app';

const { ctx } = await startTestApp();
await signUp();
const { auditEvents, users } = ctx.db.tables;
const rows = await ctx.db.query.select({ id: users.id }).from(users);
const uid = encodeUid(rows[0]?.id ?? 0);

const doors: [string, RouteHandlers, object][] = [
  ['activation', activation, {}],
  [
    'reset_password_confirm',
    resetPasswordConfirm,
    { new_password: `${PASSWORD}!`, re_new_password: `${PASSWORD}!` },
  ],
  ['reset_email_confirm', resetEmailConfirm, { new_email: `new.${ada.email}` }],
  ['set_email_confirm', setEmailConfirm, {}],
  ['set_email_undo', setEmailUndo, {}],
];

describe('a stranger without a link', () => {
  it.each(doors)('fills no user’s audit trail with refusals at %s', async (name, route, rest) => {
    await ctx.db.query.delete(ctx.db.tables.rateLimits);
    await ctx.db.query.delete(auditEvents);
    const headers = { [INTERNAL_HEADERS.clientAddress.name]: '203.0.113.7' };
    const body = { uid, token: 'forged', ...rest };
    const use = async () => {
      const path = `/api/users/${name}/`;
      return (await new ApiClient().call(route, 'POST', path, { body, headers })).status;
    };
    const statuses: number[] = [];
    for (let i = 0; i < LIMITS.link.atOnce + 5; i += 1) statuses.push(await use());
    expect(statuses.filter((status) => status === 400)).toHaveLength(LIMITS.link.atOnce);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    const trail = await ctx.db.query.select({ count: auditEvents.count }).from(auditEvents);
    expect(trail).toEqual([{ count: LIMITS.link.atOnce }]);
  });
});
