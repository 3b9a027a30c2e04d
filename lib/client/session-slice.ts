import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { UserItem } from '../shared/contracts/users';

/** How a session came to its end, as far as this tab knows. */
export type SessionEnd = 'signed-out' | 'expired' | 'elsewhere' | 'deleted';

/** Who is signed in. There are no tokens here: scripts never see one. */
interface SessionState {
  /** Undefined while nobody can tell, because the server could not check. */
  user: UserItem | null | undefined;
  /** The end of a session that nobody has acted on yet. */
  pendingEnd: SessionEnd | null;
  /** Address of the account just made here, to sign in with next. */
  registeredEmail: string | null;
}

/** Where the store keeps it. */
export interface SessionRootState {
  session: SessionState;
}

const initialState: SessionState = { user: null, pendingEnd: null, registeredEmail: null };

const slice = createSlice({
  name: 'session',
  initialState,
  reducers: {
    /** The server's word on who is signed in; no word changes nothing. */
    userLoaded(state, { payload }: PayloadAction<UserItem | null | undefined>) {
      if (payload === undefined) return;
      state.user = payload;
      if (payload) state.registeredEmail = null;
    },
    /** An end counts only for somebody who was signed in. */
    sessionEnded(state, { payload }: PayloadAction<SessionEnd>) {
      if (state.user) state.pendingEnd = payload;
      state.user = null;
      state.registeredEmail = null;
    },
    sessionEndHandled(state) {
      state.pendingEnd = null;
    },
    accountRegistered(state, { payload }: PayloadAction<string>) {
      state.registeredEmail = payload;
    },
  },
  selectors: {
    selectUser: (state) => state.user,
    selectPendingEnd: (state) => state.pendingEnd,
    selectRegisteredEmail: (state) => state.registeredEmail,
  },
});

export const sessionReducer = slice.reducer;
export const { userLoaded, sessionEnded, sessionEndHandled, accountRegistered } = slice.actions;
export const { selectUser, selectPendingEnd, selectRegisteredEmail } = slice.selectors;
export { initialState as initialSession };
