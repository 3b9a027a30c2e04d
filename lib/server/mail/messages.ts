import type { Draft } from '@/lib/server/mail/transports/message';

/** What a mail says; whom it goes to is added when it is sent. */
export type Words = Omit<Draft, 'to'>;

/** Asks a new account's owner to show that the address is theirs. */
export function activation(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `Activate your account on ${siteName}`,
    body: [
      'Welcome! One step is left: tell us that this address is yours.',
      { label: 'Activate my account', url },
      'The link works for three days. If you did not sign up, ignore this mail: without you, nobody can use the account.',
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
      'Somebody, hopefully you, asked for a new password for the account with this address.',
      { label: 'Set a new password', url },
      'The link works once, for an hour. If it was not you, ignore this mail: your password stays as it is.',
    ],
  };
}

/**
 * Says that the password was changed, what to do if it was somebody else, and who else may sign in:
 * accounts elsewhere outlive a password, so whoever linked one while inside could come back.
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
            `Still linked to your account: ${providers}. If that is not yours, unlink it on your account page, for it may sign in as well.`,
          ]
        : []),
      { label: 'Set a new password', url },
    ],
  };
}

/** Asks whoever reads the new address to confirm it. */
export function emailConfirm(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `Confirm your new address for ${siteName}`,
    body: [
      'Somebody, hopefully you, wants to sign in with this address from now on.',
      { label: 'Use this address', url },
      'The link works for a day. If it was not you, ignore this mail: nothing will change.',
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
      'If that is what you want, there is nothing to do. If it is not, somebody else has your password or is signed in as you. Keep this address: for a day the link stops the change, signs everybody out and makes the password worthless. A link to set a new one follows by mail.',
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
      'If that is what you want, there is nothing to do. If it is not, take your account back: for a day from now the link brings this address back, signs everybody out and makes the password worthless. A link to set a new one follows by mail.',
      { label: 'Bring this address back', url },
    ],
  };
}

/** The link to sign in with another address from now on. */
export function emailReset(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `Change your sign-in address for ${siteName}`,
    body: [
      'Somebody, hopefully you, asked to change the address of your account.',
      { label: 'Choose another address', url },
      'The link works once, for a day. If it was not you, ignore this mail: nothing will change.',
    ],
  };
}

/** What of a sign-in its owner can tell it by. */
export interface SignIn {
  /** Browser and system, in words of our own. */
  device: string;
  ipAddress: string | null;
  at: Date;
}

/** Tells the owner of an account about a device that it was never signed in on before. */
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

/** Tells its owner that a session was ended because one of its spent tokens came back. */
export function sessionEnded(siteName: string, url: string): Words {
  return {
    siteName,
    subject: `A session of yours on ${siteName} was ended`,
    body: [
      'An old key to one of your sessions was used again. That can mean that somebody copied it, so we ended that session. Your other devices stay signed in.',
      'If you were signed out just now, sign in again. If you do not know how that could happen, change your password as well.',
      { label: 'Sign in', url },
    ],
  };
}

/** Asks whoever reads an address whether they are signing in with an account elsewhere. */
export function identityConfirm(siteName: string, provider: string, url: string): Words {
  return {
    siteName,
    subject: `Is this you, signing in to ${siteName}?`,
    body: [
      `Somebody is signing in to ${siteName} with ${provider} and says that this address is theirs.`,
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
      `What was linked at ${provider} does not sign in to your account on ${siteName} any more.`,
      'If that was you, there is nothing to do. If it was not, set a new password: that signs out everybody else.',
      { label: 'Set a new password', url },
    ],
  };
}
