import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { UserItem } from '@/lib/shared/contracts/users';
import type { SessionEndCode } from '@/lib/shared/error-codes';
import type { ShownUser } from '@/lib/shared/switched-fields';

/**
 * The way in which a session ended, as far as this tab knows: by its user, here or in another tab
 * (`elsewhere`), for a reason that the API gave, or for an unknown one (`over`).
 */
export type SessionEnd =
  | 'signed-out'
  | 'signing-in-again'
  | 'elsewhere'
  | 'deleted'
  | 'over'
  | SessionEndCode;

/** The state of the session in this tab. It holds no tokens: scripts never see one. */
interface SessionState {
  /** The signed-in user, or null; undefined if the server could not check. */
  user: UserItem | null | undefined;
  /** The end of a session that the session watch has not acted on yet. */
  pendingEnd: SessionEnd | null;
  /** The address of the account just created here. */
  registeredEmail: string | null;
  /** The address that was given here last, to fill in the next form that asks for one. */
  givenEmail: string | null;
  /** The reason why a sign-in or a link at a provider failed, for the next page to show. */
  refusal: string | null;
}

/** The store's state, as far as this slice is concerned. */
export interface SessionRootState {
  session: SessionState;
}

/** What is not known of a user yet. */
const UNKNOWN = { first_name: '', last_name: '', email: '' };

const signedOut = { user: null, registeredEmail: null, givenEmail: null };
const initialState: SessionState = { ...signedOut, pendingEnd: null, refusal: null };

const slice = createSlice({
  name: 'session',
  initialState,
  reducers: {
    /**
     * Takes the signed-in user from the server; undefined changes nothing. An answer of the API may
     * show a part: the rest stays, or comes with the next page.
     */
    userLoaded(state, { payload }: PayloadAction<ShownUser | null | undefined>) {
      if (payload === undefined) return;
      const known = state.user && state.user.id === payload?.id ? state.user : UNKNOWN;
      const user = payload && { ...known, ...payload };
      Object.assign(state, user ? { ...signedOut, user } : { user });
    },
    /**
     * Notes the end of a session; it counts only if a user was signed in. The address of the user is
     * forgotten, since a stranger may come to this tab next; not if the user has just pressed the
     * button to sign in again.
     */
    sessionEnded(state, { payload }: PayloadAction<SessionEnd>) {
      const email = payload === 'signing-in-again' ? (state.user?.email ?? null) : null;
      if (state.user) state.pendingEnd = payload;
      Object.assign(state, { ...signedOut, givenEmail: email });
    },
    sessionEndHandled(state) {
      state.pendingEnd = null;
    },
    accountRegistered(state, { payload }: PayloadAction<string>) {
      state.registeredEmail = payload;
      state.givenEmail = payload;
    },
    emailGiven(state, { payload }: PayloadAction<string | null>) {
      state.givenEmail = payload;
    },
    /** Keeps the reason of a refusal; null once it is shown. */
    refusalNoted(state, { payload }: PayloadAction<string | null>) {
      state.refusal = payload;
    },
  },
  selectors: {
    selectUser: (state) => state.user,
    selectPendingEnd: (state) => state.pendingEnd,
    selectRegisteredEmail: (state) => state.registeredEmail,
    selectGivenEmail: (state) => state.givenEmail,
    selectRefusal: (state) => state.refusal,
  },
});

export const sessionReducer = slice.reducer;
export const {
  userLoaded,
  sessionEnded,
  sessionEndHandled,
  accountRegistered,
  emailGiven,
  refusalNoted,
} = slice.actions;
export const {
  selectUser,
  selectPendingEnd,
  selectRegisteredEmail,
  selectGivenEmail,
  selectRefusal,
} = slice.selectors;
export { initialState as initialSession };
