import { composeMessage, type Message } from '../message';

/** Tells its owner that a session was ended because one of its spent tokens came back. */
export function sessionEndedMessage(input: {
  to: string;
  firstName: string;
  userAgent: string | null;
  siteName: string;
  loginUrl: string;
}): Message {
  return composeMessage(
    input.to,
    `A session of yours on ${input.siteName} was ended`,
    [
      `Hello ${input.firstName},`,
      'An old key to one of your sessions was used again. That can mean that somebody copied it, so we ended that session. Your other devices stay signed in.',
      `The session belonged to this browser or app: ${input.userAgent ?? 'unknown'}.`,
      `If that was you, just sign in again: ${input.loginUrl}`,
      'If you do not recognise it, change your password as well.',
    ],
    input.siteName,
  );
}
