import { expect, it } from 'vitest';
import { readProviderAnswer } from '@/lib/client/provider-answer';
import { readFurtherStep, socialWords } from '@/lib/client/social-words';
import { socialMessage } from '@/lib/shared/social-messages';

const refusal = (message: string, ...code: string[]) => ({
  status: 400,
  data: { non_field_errors: [message], ...(code.length > 0 && { code }) },
});

it('says nothing of the API’s own terms to people', () => {
  const messages = [
    socialMessage.canceled,
    socialMessage.stateUnknown,
    socialMessage.stateInvalid,
    socialMessage.unreachable,
    socialMessage.missing('state'),
    socialMessage.missing('code'),
    socialMessage.redirectRefused,
    socialMessage.failed('the provider refused the request'),
  ];
  for (const message of messages) {
    const words = socialWords(message, 'the demo account');
    expect(words).toMatch(/^[A-Z].*\.$/);
    expect(words).not.toMatch(/Authentication|State |parameter|redirect_uri|server-side/);
  }
  expect(socialWords('That was too often.', 'Google')).toBe('That was too often.');
});

it('knows the step that has to follow, and where a link went', () => {
  const sent = socialMessage.failed('follow the link that we sent to ada+x@example.com');
  expect(readFurtherStep(refusal(sent, 'confirmEmail'))).toEqual({
    step: 'confirmEmail',
    email: 'ada+x@example.com',
  });
  const asked = socialMessage.failed('Google did not tell your e-mail address');
  expect(readFurtherStep(refusal(asked, 'nameEmail'))).toEqual({ step: 'nameEmail', email: null });
});

it.each([[refusal('no')], [refusal('no', 'toString')], [{ status: 500 }], [null]])(
  'takes %j for no step',
  (error) => {
    expect(readFurtherStep(error)).toBeNull();
  },
);

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
