import { createContext } from 'react';

/** Where the site is, as its settings say: an origin. Pages may be open at another name of it. */
export const SiteUrl = createContext('');
