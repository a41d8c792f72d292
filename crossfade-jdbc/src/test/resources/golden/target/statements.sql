CREATE TYPE "crossfade_m_types"."lead stage" AS ENUM ('new', 'it''s won');

CREATE TABLE IF NOT EXISTS "crossfade_m_staging"."Deal ""x""" (
  "id" bigint NOT NULL,
  "part" char(3) NOT NULL,
  "amount" numeric(12,2),
  "stage" "crossfade_m_types"."lead stage",
  "tags" varchar(20)[],
  "_cf_load" bigint NOT NULL DEFAULT 0,
  "_cf_position" text COLLATE "C"
) WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false);

CREATE TABLE IF NOT EXISTS "crossfade_m_staging"."change_Deal ""x""" (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  load bigint NOT NULL,
  source text NOT NULL,
  position text COLLATE "C" NOT NULL,
  op text NOT NULL,
  payload bytea NOT NULL
);

ALTER TABLE "crossfade_m_staging"."Deal ""x""" ADD CONSTRAINT "Deal ""x""_pkey" PRIMARY KEY ("part", "id");

ALTER TABLE "crossfade_m_staging"."Deal ""x""" ADD CONSTRAINT "Deal ""x""_amount_stage_key" UNIQUE ("amount", "stage");

CREATE INDEX IF NOT EXISTS "Deal ""x""_stage_idx" ON "crossfade_m_staging"."Deal ""x""" ("stage");

ALTER TABLE "crossfade_m_staging"."Deal ""x""" RESET (autovacuum_enabled, toast.autovacuum_enabled);

ALTER TABLE "crossfade_m_staging"."Deal ""x""" SET SCHEMA "marts";

INSERT INTO "marts"."Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_load", "_cf_position") VALUES (?::bigint, ?::bpchar, ?::numeric, ?::"crossfade_m_types"."lead stage", ?::text[], ?::bigint, ?::text);

INSERT INTO "marts"."Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_load", "_cf_position") VALUES (?::bigint, ?::bpchar, ?::numeric, ?::"crossfade_m_types"."lead stage", ?::text[], ?::bigint, ?::text) ON CONFLICT ("part", "id") DO UPDATE SET "amount" = EXCLUDED."amount", "stage" = EXCLUDED."stage", "tags" = EXCLUDED."tags", "_cf_load" = EXCLUDED."_cf_load", "_cf_position" = EXCLUDED."_cf_position";

UPDATE "marts"."Deal ""x""" SET "id" = ?::bigint, "part" = ?::bpchar, "amount" = ?::numeric, "_cf_load" = ?::bigint, "_cf_position" = ?::text WHERE "part" = ?::bpchar AND "id" = ?::bigint;

DELETE FROM "marts"."Deal ""x""" WHERE "part" = ?::bpchar AND "id" = ?::bigint;

DELETE FROM "marts"."Deal ""x""" WHERE ctid = (SELECT ctid FROM "marts"."Deal ""x""" WHERE "id" = ?::bigint AND "part" = ?::bpchar AND "amount" IS NULL AND "stage" = ?::"crossfade_m_types"."lead stage" AND "tags" IS NULL LIMIT 1);

CREATE TEMPORARY TABLE IF NOT EXISTS pg_temp."cf_gone_Deal ""x""" ("id" bigint, "part" bpchar, "amount" numeric, "stage" "crossfade_m_types"."lead stage", "tags" text[], "_cf_group" integer, "_cf_ordinal" integer) ON COMMIT DELETE ROWS;

TRUNCATE pg_temp."cf_gone_Deal ""x""";

COPY pg_temp."cf_gone_Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_group", "_cf_ordinal") FROM STDIN (FORMAT binary);

ANALYZE pg_temp."cf_gone_Deal ""x""";

DELETE FROM "marts"."Deal ""x""" t USING (SELECT row_id FROM (SELECT t.ctid AS row_id, s."_cf_copies", row_number() OVER (PARTITION BY s."_cf_ordinal") AS place FROM "marts"."Deal ""x""" t JOIN (SELECT "id", "part", "amount", count(*) AS "_cf_copies", min("_cf_ordinal") AS "_cf_ordinal" FROM pg_temp."cf_gone_Deal ""x""" WHERE "_cf_group" = 1 GROUP BY "id", "part", "amount") s ON t."id" = s."id" AND t."part" = s."part" AND t."amount" = s."amount" AND t."stage" IS NULL AND t."tags" IS NULL) found WHERE place <= "_cf_copies") gone WHERE t.ctid = gone.row_id;

DELETE FROM "marts"."Deal ""x""" t USING (SELECT row_id FROM (SELECT t.ctid AS row_id, s."_cf_copies", row_number() OVER (PARTITION BY s."_cf_ordinal") AS place FROM "marts"."Deal ""x""" t JOIN (SELECT count(*) AS "_cf_copies", min("_cf_ordinal") AS "_cf_ordinal" FROM pg_temp."cf_gone_Deal ""x""" WHERE "_cf_group" = 2) s ON t."id" IS NULL AND t."part" IS NULL AND t."amount" IS NULL AND t."stage" IS NULL AND t."tags" IS NULL) found WHERE place <= "_cf_copies") gone WHERE t.ctid = gone.row_id;

CREATE TEMPORARY TABLE IF NOT EXISTS pg_temp."cf_batch_Deal ""x""" ("id" bigint, "part" char(3), "amount" numeric(12,2), "stage" "crossfade_m_types"."lead stage", "tags" varchar(20)[], "_cf_position" text, "_cf_group" integer, "_cf_ordinal" integer) ON COMMIT DELETE ROWS;

TRUNCATE pg_temp."cf_batch_Deal ""x""";

COPY pg_temp."cf_batch_Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_position", "_cf_group", "_cf_ordinal") FROM STDIN (FORMAT binary);

COPY "crossfade_m_staging"."Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_load", "_cf_position") FROM STDIN (FORMAT binary);

DELETE FROM "crossfade_m_staging"."Deal ""x""" t USING pg_temp."cf_batch_Deal ""x""" s WHERE s."_cf_group" = -1 AND t."part" = s."part" AND t."id" = s."id";

INSERT INTO "crossfade_m_staging"."Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_load", "_cf_position") SELECT "id", "part", "amount", "stage", "tags", ?::bigint, "_cf_position" FROM pg_temp."cf_batch_Deal ""x""" WHERE "_cf_group" = 0 ON CONFLICT ("part", "id") DO UPDATE SET "amount" = EXCLUDED."amount", "stage" = EXCLUDED."stage", "tags" = EXCLUDED."tags", "_cf_load" = EXCLUDED."_cf_load", "_cf_position" = EXCLUDED."_cf_position";

UPDATE "crossfade_m_staging"."Deal ""x""" t SET "id" = s."id", "part" = s."part", "amount" = s."amount", "_cf_load" = ?::bigint, "_cf_position" = s."_cf_position" FROM pg_temp."cf_batch_Deal ""x""" s WHERE s."_cf_group" = 1 AND t."part" = s."part" AND t."id" = s."id" RETURNING s."_cf_ordinal";

UPDATE pg_temp."cf_batch_Deal ""x""" s SET "stage" = t."stage", "tags" = t."tags" FROM "crossfade_m_staging"."Deal ""x""" t WHERE s."_cf_group" = 1 AND t."part" = s."part" AND t."id" = s."id" RETURNING s."_cf_ordinal";

DELETE FROM pg_temp."cf_batch_Deal ""x""" WHERE "_cf_ordinal" = ANY (?::integer[]);

DELETE FROM "crossfade_m_staging"."Deal ""x""" t USING pg_temp."cf_batch_Deal ""x""" s WHERE true AND t."part" = s."part" AND t."id" = s."id";

INSERT INTO "crossfade_m_staging"."Deal ""x""" ("id", "part", "amount", "stage", "tags", "_cf_load", "_cf_position") SELECT "id", "part", "amount", "stage", "tags", ?::bigint, "_cf_position" FROM pg_temp."cf_batch_Deal ""x""" WHERE "_cf_group" >= 0;

SELECT "id", "part", "amount", "stage", "tags" FROM "marts"."Deal ""x""" WHERE ctid >= '(8,0)'::tid;

SELECT "id", "part", "amount", "stage", "tags" FROM "marts"."Deal ""x""" WHERE ctid >= '(0,0)'::tid AND ctid < '(8,0)'::tid;

SELECT "id", "part", "amount", "stage", "tags" FROM "marts"."Deal ""x""" WHERE ("part", "id") IN (VALUES ('it''s'::bpchar, '7'::bigint), ( E'b\\c'::bpchar, '-1'::bigint));
