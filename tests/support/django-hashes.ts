/** The password of all hashes below. */
export const DJANGO_PASSWORD = 'pässwörd 密码';
/** Made by Django 3.2 with lower costs; scrypt as Django 4 makes it, argon2i as 1.10 did. */
export const DJANGO_HASHES = {
  pbkdf2_sha256:
    'pbkdf2_sha256$1000$OaecWz86xMBWZwGy5KdjK9$mXuLUV4gs5tSd8wKvjQdfhAwvUcf+8os2SkOTlo2z5U=',
  pbkdf2_sha1: 'pbkdf2_sha1$1000$0GBO4BEv7VHRv1DfdKMVJX$QDx7Rik18P2mFFKcgrLOkZFnsdQ=',
  argon2:
    'argon2$argon2id$v=19$m=512,t=2,p=8$OW9QeThUYUJvcWdySHd3RmpFM2NxVg$DA2HJyxOXYVEuqikwYRskQ',
  argon2i: 'argon2$argon2i$v=19$m=512,t=2,p=2$c2FsdHNhbHRzYWx0$ERpEWIYd934gV7J6kqmfiw',
  scrypt:
    'scrypt$1024$seasaltseasaltseasalt1$8$1$oYc5R3yoXyIQRfiXdP7mJOcY/dv8B2m11PE4pNHTYO6gi58hTxCq/iTlfIAXON2OmRsm7ElwayLyprJbmH9YxQ==',
  bcrypt_sha256: 'bcrypt_sha256$$2b$04$tUzKytFm9zaAZExyF7q2meRDqQfenl1yOIzP1PtQdxRRuuY.yGl7e',
  bcrypt: 'bcrypt$$2b$04$QfK0KoiI454wBGCDoEH1/ebsp46gI08qT8.g1vxpk04I1bM6yOxxS',
};
