import { createContext, useContext } from 'react';
import { DEFAULT_SWITCHES, type Switches } from '@/lib/shared/switches';

/** The switches of the API, as the server's settings have them. */
export const SwitchesContext = createContext(DEFAULT_SWITCHES);

/** Returns the switches of the API that this page's forms send to. */
export function useSwitches(): Switches {
  return useContext(SwitchesContext);
}
