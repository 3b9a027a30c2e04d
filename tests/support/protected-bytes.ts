/** The texts that only a protected page or endpoint shows, in HTML, RSC payloads and JSON. */
export const protectedBytes = /Only you can see this page|Your account<|"first_name":/;
