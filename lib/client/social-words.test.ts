import { expect, it } from 'vitest';
import { readProviderAnswer } from '@/lib/client/provider-answer';
import { readFurtherStep, socialWords } from '@/lib/client/social-words';
import type { ApiError } from '@/lib/server/errors';
import { confirmEmailFirst, nameEmailFirst } from '@/lib/server/identities/refusals';
import { socialMessage } from '@/lib/shared/social-messages';

/** What a call rejects with that is refused so. */
const rejected = (error: ApiError) => ({ code: error.code, data: error.body });

it('says nothing of the API’s own terms to people', () => {
  const why = [
    socialMessage.canceled,
    socialMessage.stateUnknown,
    socialMessage.stateInvalid,
    socialMessage.unreachable,
    socialMessage.stateMissing,
    socialMessage.codeMissing,
    socialMessage.redirectRefused,
    socialMessage.providerRefused,
    socialMessage.providerFailed('it answered invalid_grant'),
    socialMessage.accountNotActive,
    socialMessage.accountAwaitsActivation,
    socialMessage.addressReserved,
    socialMessage.signedOutMeanwhile,
    socialMessage.identityTaken('demo'),
  ];
  for (const { code, text } of why) {
    const words = socialWords({ code, message: text }, 'the demo account');
    expect(words).toMatch(/^[A-Z].*\.$/);
    expect(words).not.toMatch(/Authentication|State |parameter|redirect_uri|server-side|_/);
  }
  const other = { code: 'throttled', message: 'That was too often.' } as const;
  expect(socialWords(other, 'Google')).toBe('That was too often.');
  expect(socialWords({ code: null, message: null }, 'Google')).toBeNull();
});

it('knows the step that has to follow, and where a link went', () => {
  expect(readFurtherStep(rejected(confirmEmailFirst('ada+x@example.com')))).toEqual({
    step: 'confirm_email',
    email: 'ada+x@example.com',
  });
  const asked = rejected(nameEmailFirst('Google'));
  expect(readFurtherStep(asked)).toEqual({ step: 'name_email', email: null });
});

it.each([
  [{ code: 'provider_failed', data: { non_field_errors: ['no'] } }],
  [{ code: 'toString' }],
  [{ status: 500 }],
  [null],
])('takes %j for no step', (error) => {
  expect(readFurtherStep(error)).toBeNull();
});

it.each([
  ['?state=a&code=b', '#_=_', { state: 'a', code: 'b' }],
  ['?state=a', '#state=b&code=c', { state: 'a' }],
  [
    '',
    '#state=a&error=user_cancelled_authorize',
    { state: 'a', error: 'user_cancelled_authorize' },
  ],
  ['?utm=1', '#top', null],
  ['', '', null],
])('reads %s%s as %j', (search, hash, answer) => {
  expect(readProviderAnswer({ search, hash })).toEqual(answer);
});
