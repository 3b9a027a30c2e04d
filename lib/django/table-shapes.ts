/** Django 3.2's own user table, that of a model with the address for a name, and social-auth's. */
export const TABLE_SHAPES = {
  auth_user: `create table "auth_user" ("id" integer not null primary key autoincrement,
    "password" varchar(128) not null, "last_login" datetime null, "is_superuser" bool not null,
    "username" varchar(150) not null unique, "last_name" varchar(150) not null,
    "email" varchar(254) not null, "is_staff" bool not null, "is_active" bool not null,
    "date_joined" datetime not null, "first_name" varchar(150) not null)`,
  users_useraccount: `create table "users_useraccount" ("id" integer not null primary key
    autoincrement, "password" varchar(128) not null, "last_login" datetime null,
    "is_superuser" bool not null, "first_name" varchar(255) not null,
    "last_name" varchar(255) not null, "email" varchar(255) not null unique,
    "is_active" bool not null, "is_staff" bool not null)`,
  social_auth_usersocialauth: `create table "social_auth_usersocialauth" ("id" integer not null
    primary key autoincrement, "provider" varchar(32) not null, "uid" varchar(255) not null,
    "user_id" integer not null, "extra_data" text not null, "created" datetime not null,
    "modified" datetime not null, unique ("provider", "uid"))`,
} as const;
