import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { UserItem } from '@/lib/shared/contracts/users';

/** How a session came to its end, as far as this tab knows. */
export type SessionEnd = 'signed-out' | 'signing-in-again' | 'expired' | 'elsewhere' | 'deleted';

/** Who is signed in. There are no tokens here: scripts never see one. */
interface SessionState {
  /** Undefined while nobody can tell, because the server could not check. */
  user: UserItem | null | undefined;
  /** The end of a session that nobody has acted on yet. */
  pendingEnd: SessionEnd | null;
  /** Address of the account just made here. */
  registeredEmail: string | null;
  /** Address that was given here last, to fill in where one is asked for next. */
  givenEmail: string | null;
  /** Why an account elsewhere signed nobody in, or was not linked, for the page that comes next. */
  refusal: string | null;
}

/** Where the store keeps it. */
export interface SessionRootState {
  session: SessionState;
}

const nobody = { user: null, registeredEmail: null, givenEmail: null };
const initialState: SessionState = { ...nobody, pendingEnd: null, refusal: null };

const slice = createSlice({
  name: 'session',
  initialState,
  reducers: {
    /** The server's word on who is signed in; no word changes nothing. */
    userLoaded(state, { payload }: PayloadAction<UserItem | null | undefined>) {
      if (payload === undefined) return;
      Object.assign(state, payload ? { ...nobody, user: payload } : { user: payload });
    },
    /** An end counts only for somebody who was signed in. */
    sessionEnded(state, { payload }: PayloadAction<SessionEnd>) {
      if (state.user) state.pendingEnd = payload;
      Object.assign(state, nobody);
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
    /** Null once it is said. */
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
