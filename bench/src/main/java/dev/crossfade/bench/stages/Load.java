package dev.crossfade.bench.stages;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.EmbeddedService;
import java.sql.SQLException;

/**
 * Changes of contacts in transactions of a fixed size: of ten, three inserts, five or six updates
 * and one or two deletes. An unlogged table remembers what was changed.
 */
final class Load {

  private static final String SET_UP =
      """
      CREATE UNLOGGED TABLE bench_log (seq bigserial, op char(1), id bigint);
      CREATE SEQUENCE bench_ids START 1000000001;
      CREATE SEQUENCE bench_gone START 1000000001;
      CREATE PROCEDURE bench_load(wanted bigint, per int, most bigint) LANGUAGE plpgsql AS $$
      DECLARE done bigint := 0;
      BEGIN
        WHILE done < wanted LOOP
          WITH i AS (
            INSERT INTO contacts (id, account_id, full_name, email, phone, country, region_text,
              job_title, tags, attributes, score, lifetime_value, opted_in, external_id, avatar,
              birthday, notes, last_seen, valid_until, created_at)
            SELECT nextval('bench_ids'), account_id, full_name, email, phone, country, region_text,
              job_title, tags, attributes, score, lifetime_value, opted_in, external_id, avatar,
              birthday, notes, last_seen, valid_until, created_at
            FROM contacts WHERE id BETWEEN done % (most - per) + 1
              AND done % (most - per) + per * 3 / 10
            RETURNING id)
          INSERT INTO bench_log (op, id) SELECT 'I', id FROM i;
          WITH u AS (
            UPDATE contacts SET score = (random() * 1000)::numeric(12,2), job_title = 'changed',
              email = 'Someone.' || id || '@Example.COM'
            WHERE id IN (SELECT 1 + floor(random() * most)::bigint
              FROM generate_series(1, per * 55 / 100))
            RETURNING id)
          INSERT INTO bench_log (op, id) SELECT 'U', id FROM u;
          WITH d AS (
            DELETE FROM contacts WHERE id IN (SELECT nextval('bench_gone')
              FROM generate_series(1, per * 15 / 100))
            RETURNING id)
          INSERT INTO bench_log (op, id) SELECT 'D', id FROM d;
          COMMIT;
          done := done + per;
        END LOOP;
      END $$;
      """;

  private final EmbeddedService<DatabaseEndpoint> crm;
  private final long most;

  Load(EmbeddedService<DatabaseEndpoint> crm) throws SQLException {
    this.crm = crm;
    Stack.run(crm, SET_UP);
    this.most = Stack.number(crm, "SELECT count(*) FROM contacts");
  }

  /** Makes about so many changes and returns how many there were. */
  long run(long wanted, int perTransaction) throws SQLException {
    Stack.run(
        crm,
        "TRUNCATE bench_log",
        "SET synchronous_commit = off",
        "CALL bench_load(%d, %d, %d)".formatted(wanted, perTransaction, most));
    return Stack.number(crm, "SELECT count(*) FROM bench_log");
  }
}
