/** The purpose of a mailed link. A token of one purpose does not work for another. */
export type LinkPurpose =
  | 'activation'
  | 'password-reset'
  | 'email-reset'
  | 'username-reset'
  | 'email-confirm'
  | 'email-undo'
  | 'identity-confirm';
