create table if not exists "deskwright_migration" ("owner" text not null, "name" text not null, "checksum" text not null, "is_additive" integer not null, "applied_at" integer not null, constraint "migration_pk" primary key ("owner", "name")) strict;

-- core 0001_person
begin immediate;
create table "deskwright_person" ("id" text primary key, "name" text not null check (length(name) > 0), "is_active" integer default true not null, "seen_at" integer) strict;
create index "deskwright_person_name" on "deskwright_person" ("name", "id");
insert into "deskwright_migration" (owner, name, checksum, is_additive, applied_at) values ('core', '0001_person', '32e50b3b4f882552e9d9256c500e1686', 0, cast(round(unixepoch('subsec') * 1000) as integer));
commit;

-- core 0002_team
begin immediate;
create table "deskwright_team" ("id" text primary key, "lead_id" text references "deskwright_person" ("id") on delete set null, "key" text not null unique) strict;
insert into "deskwright_migration" (owner, name, checksum, is_additive, applied_at) values ('core', '0002_team', 'd4f0598410fb0b20e9666e575ec095bd', 0, cast(round(unixepoch('subsec') * 1000) as integer));
commit;

-- billing 0001_price
begin immediate;
create table "deskwright_billing_price" ("id" text primary key, "amount_minor" integer not null) strict;
create index "deskwright_billing_price_amount" on "deskwright_billing_price" ("amount_minor");
insert into "deskwright_migration" (owner, name, checksum, is_additive, applied_at) values ('billing', '0001_price', '469926553ace4bc9c35d3dcaf8669808', 0, cast(round(unixepoch('subsec') * 1000) as integer));
commit;
