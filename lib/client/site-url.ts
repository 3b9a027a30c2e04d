import { createContext } from 'react';

/**
 * The origin of the site, from its settings. A page may be open at another name of the same site.
 */
export const SiteUrl = createContext('');
