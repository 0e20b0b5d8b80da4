create schema if not exists "deskwright";
create table if not exists "deskwright"."migration" ("owner" text not null, "name" text not null, "checksum" text not null, "is_additive" boolean not null, "applied_at" timestamptz(3) not null, constraint "migration_pk" primary key ("owner", "name"));

-- core 0001_person
begin;
create table "deskwright"."person" ("id" uuid primary key, "name" text not null check (length(name) > 0), "is_active" boolean default true not null, "seen_at" timestamptz(3));
create index "person_name" on "deskwright"."person" ("name", "id");
insert into "deskwright"."migration" (owner, name, checksum, is_additive, applied_at) values ('core', '0001_person', '7bb34b76cae874e81725a4438636fa3c', false, clock_timestamp());
commit;

-- core 0002_team
begin;
create table "deskwright"."team" ("id" uuid primary key, "lead_id" uuid references "deskwright"."person" ("id") on delete set null, "key" varchar(40) not null unique);
insert into "deskwright"."migration" (owner, name, checksum, is_additive, applied_at) values ('core', '0002_team', '0b27974db3d30fdb852f72d6c23e5002', false, clock_timestamp());
commit;

-- billing 0001_price
begin;
create table "deskwright"."billing_price" ("id" uuid primary key, "amount_minor" bigint not null);
create index "billing_price_amount" on "deskwright"."billing_price" ("amount_minor");
insert into "deskwright"."migration" (owner, name, checksum, is_additive, applied_at) values ('billing', '0001_price', '4710ccb2b91fed6590e81ca0eac1efbe', false, clock_timestamp());
commit;
