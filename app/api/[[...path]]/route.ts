import { unknownRoute } from '@/lib/server/http/unknown-route';

// Without this route, Next.js would render its not-found page and decode the request's body for it.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = unknownRoute();
