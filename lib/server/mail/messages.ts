import type { Draft } from '@/lib/server/mail/transports/message';

/** A mail without its recipient, which is added when it is sent. */
export type Words = Omit<Draft, 'to'>;

/** Asks a new account's owner to show that the address is theirs. */
export function activation(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `Activate your account on ${siteName}`,
    body: [
      'Welcome! One step is left: tell us that this address is yours.',
      { label: 'Activate my account', url },
      'The link works for three days. If you did not sign up, ignore this mail: the account cannot be used unless you activate it.',
    ],
  };
}

/** Says that an account was created and is ready. */
export function accountCreated(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `Your account on ${siteName} is ready`,
    body: [
      'Your account has been created. Sign in with this address and your password.',
      { label: 'Sign in', url },
    ],
  };
}

/** The link to set a new password. */
export function passwordReset(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `Set a new password for ${siteName}`,
    body: [
      'A new password was requested for the account with this address.',
      { label: 'Set a new password', url },
      'The link works once, for an hour. If it was not you, ignore this mail: your password stays as it is.',
    ],
  };
}

/**
 * Says that the password was changed, what to do if the owner did not change it, and which linked
 * accounts still sign in: they outlive a password, so an intruder who linked one could come back.
 */
export function passwordChanged(siteName: string, linked: readonly string[], url: string): Words {
  const providers = new Intl.ListFormat('en').format(linked);
  return {
    siteName,
    subject: `Your password on ${siteName} was changed`,
    body: [
      'The password of your account has just been changed, and your other devices were signed out.',
      'If that was you, there is nothing to do. If it was not, take your account back: set a new password with a link to this address.',
      ...(providers
        ? [
            `Still linked to your account: ${providers}. If one of them is not yours, unlink it on your account page: it can still sign in.`,
          ]
        : []),
      { label: 'Set a new password', url },
    ],
  };
}

/** Asks the reader of the new address to confirm it, for as many whole hours as the link is good. */
export function emailConfirm(siteName: string, url: string, hours: number): Words {
  const lifetime = { 0: 'less than an hour', 1: 'an hour', 24: 'a day' }[hours] ?? `${hours} hours`;
  return {
    siteName,
    subject: `Confirm your new address for ${siteName}`,
    body: [
      'This address was named as the new sign-in address of an account.',
      { label: 'Use this address', url },
      `The link works for ${lifetime}. If it was not you, ignore this mail: nothing will change.`,
    ],
  };
}

/** Tells the old address that it is being replaced, with the way back. */
export function emailChanging(siteName: string, newEmail: string, url: string): Words {
  return {
    siteName,
    subject: `Your address on ${siteName} is being changed`,
    body: [
      `Your account is about to move to ${newEmail}. That address has been asked to confirm.`,
      'If that is what you want, there is nothing to do. If it is not, another person has your password or is signed in as you. Keep this address: for a day the link stops the change, signs out all devices and makes the password worthless. A link to set a new one follows by mail.',
      { label: 'Keep this address', url },
    ],
  };
}

/** Tells the old address that it was replaced, with the way back. */
export function emailChanged(siteName: string, newEmail: string, url: string): Words {
  return {
    siteName,
    subject: `Your address on ${siteName} was changed`,
    body: [
      `Your account has the address ${newEmail} now.`,
      'If that is what you want, there is nothing to do. If it is not, take your account back: for a day from now the link brings this address back, signs out all devices and makes the password worthless. A link to set a new one follows by mail.',
      { label: 'Bring this address back', url },
    ],
  };
}

/** The link to sign in with another address or user name from now on. */
export function loginReset(siteName: string, what: 'address' | 'user name', url: string): Words {
  const whole = what === 'address' ? 'sign-in address' : what;
  return {
    siteName,
    subject: `Change your ${whole} for ${siteName}`,
    body: [
      `A change of the ${whole} of your account was requested.`,
      { label: `Choose another ${what}`, url },
      'The link works once, for a day. If it was not you, ignore this mail: nothing will change.',
    ],
  };
}

/** The facts of a sign-in by which the owner of the account recognises it. */
export interface SignIn {
  /** Browser and system, in words of our own. */
  device: string;
  ipAddress: string | null;
  at: Date;
}

/** Tells the owner of an account about a sign-in on a device that is new to the account. */
export function newDevice(siteName: string, { device, ipAddress, at }: SignIn, url: string): Words {
  const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    siteName,
    subject: `A new device on ${siteName}`,
    body: [
      `Your account was signed in to with ${device}${ipAddress ? ` from ${ipAddress}` : ''} at ${when}.`,
      'If that was you, there is nothing to do. If it was not, sign that device out and change your password.',
      { label: 'See your devices', url },
    ],
  };
}

/** Tells the owner of a session that it was ended because a spent refresh token of it was used. */
export function sessionEnded(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `A session of yours on ${siteName} was ended`,
    body: [
      'An old key to one of your sessions was used again. It may have been copied, so we ended that session. Your other devices stay signed in.',
      'If you were signed out just now, sign in again. If you do not know how that could happen, change your password as well.',
      { label: 'Sign in', url },
    ],
  };
}

/** Asks the reader of an address to confirm that they are signing in with a provider. */
export function identityConfirm(siteName: string, provider: string, url: string): Words {
  return {
    siteName,
    subject: `Is this you, signing in to ${siteName}?`,
    body: [
      `This address was given for a sign-in to ${siteName} with ${provider}.`,
      'If that is you, go on in the browser in which you began. The link works for an hour, once, and nowhere else.',
      { label: 'Yes, this is me', url },
      'If it is not, there is nothing to do: without you, nothing happens.',
    ],
  };
}

/** Tells the owner of an account that another way to sign in was added. */
export function identityLinked(siteName: string, provider: string, url: string): Words {
  return {
    siteName,
    subject: `Your ${siteName} account was linked to ${provider}`,
    body: [
      `From now on, ${provider} signs in to your account on ${siteName}, too.`,
      'If that was you, there is nothing to do. If it was not, unlink it on your account page and change your password.',
      { label: 'See your account', url },
    ],
  };
}

/** Tells the owner of an account that a way to sign in was taken away. */
export function identityUnlinked(siteName: string, provider: string, url: string): Words {
  return {
    siteName,
    subject: `Your ${siteName} account is no longer linked to ${provider}`,
    body: [
      `The linked ${provider} account no longer signs in to your account on ${siteName}.`,
      'If that was you, there is nothing to do. If it was not, set a new password: that signs out all other devices.',
      { label: 'Set a new password', url },
    ],
  };
}
