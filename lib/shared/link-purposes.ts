/** What a mailed link is for. A token of one purpose opens none of the others. */
export type LinkPurpose =
  | 'activation'
  | 'password-reset'
  | 'email-reset'
  | 'email-confirm'
  | 'email-undo'
  | 'identity-confirm';
