import { formPostRoute } from '@/lib/server/http/form-post-route';

// Apple has the browser post its answer, and pages refuse posts.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = formPostRoute();
