import { formPostRoute } from '@/lib/server/http/form-post-route';

// Apple has the browser post its answer, which no page takes.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = formPostRoute();
