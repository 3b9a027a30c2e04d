import { undoEmail } from '@/lib/server/addresses/undo';
import { endpoint } from '@/lib/server/http/endpoint';
import { route } from '@/lib/server/http/route';
import { usersSetEmailUndo } from '@/lib/shared/contracts/emails';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  endpoint(usersSetEmailUndo, undoEmail),
);
