package dev.crossfade.server.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers that are given again to who asks again with the same key. Thread-safe. */
public final class Replays {

  private final JdbcClient jdbc;

  public Replays(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is known of a key.
   *
   * @param fingerprint of the request it came with first
   * @param status of the answer; null as long as there is none
   * @param headers JSON of those worth repeating
   */
  public record Replay(
      String fingerprint,
      @Nullable Integer status,
      @Nullable String headers,
      byte @Nullable [] body) {}

  /** Claims a key for one request; false when somebody has it. */
  public boolean claim(String actor, String key, String fingerprint, Instant now) {
    return jdbc.sql(
                "INSERT INTO crossfade.idempotency (actor, key, fingerprint, begun_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .params(actor, key, fingerprint, now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  public Optional<Replay> find(String actor, String key) {
    return jdbc.sql(
            "SELECT fingerprint, status, headers::text AS headers, body FROM crossfade.idempotency"
                + " WHERE actor = ? AND key = ?")
        .params(actor, key)
        .query(Replay.class)
        .optional();
  }

  /** Keeps the answer. */
  public void answer(String actor, String key, int status, String headers, byte[] body) {
    jdbc.sql(
            "UPDATE crossfade.idempotency SET status = ?, headers = ?::jsonb, body = ?"
                + " WHERE actor = ? AND key = ?")
        .params(status, headers, body, actor, key)
        .update();
  }

  /** Lets a key go, as if it had never come. */
  public void release(String actor, String key) {
    jdbc.sql("DELETE FROM crossfade.idempotency WHERE actor = ? AND key = ?")
        .params(actor, key)
        .update();
  }

  /** Forgets what is older. */
  public void forget(Instant before) {
    jdbc.sql("DELETE FROM crossfade.idempotency WHERE begun_at < ?")
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }
}
