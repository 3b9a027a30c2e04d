import { composeMessage, type Message } from '../message';

/**
 * Tells its owner that a session was ended because one of its spent tokens came back. It quotes
 * nothing that a stranger could have written: a name, a user agent.
 */
export function sessionEndedMessage(input: {
  to: string;
  siteName: string;
  loginUrl: string;
}): Message {
  return composeMessage(
    input.to,
    `A session of yours on ${input.siteName} was ended`,
    [
      'Hello,',
      'An old key to one of your sessions was used again. That can mean that somebody copied it, so we ended that session. Your other devices stay signed in.',
      `If you were signed out just now, sign in again: ${input.loginUrl}`,
      'If you do not know how that could happen, change your password as well.',
    ],
    input.siteName,
  );
}
