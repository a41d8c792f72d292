package dev.crossfade.it.types;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.it.e2e.Crossfade;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The stages of a run, seen from outside.
 *
 * @param run the process
 * @param environment of its commands
 * @param specification its folder
 */
record Stages(Crossfade run, Map<String, String> environment, String specification) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What writes while something is held. */
  interface Writing {
    void write() throws Exception;
  }

  /** Writes between history and release, and returns when production was released with it. */
  void atTheSeam(Connection target, Writing writing) throws Exception {
    target.setAutoCommit(false);
    holdBackTheRelease(target);
    await("all entities to be held").until(() -> inState(target, "HELD"));
    writing.write();
    passed();
    target.rollback();
    await("all entities to be live").until(() -> inState(target, "LIVE"));
  }

  /** Waits until what was written until now was read and applied, or is held. */
  void passed() {
    Instant written = Instant.now();
    await("what was written to be read").until(() -> streamsPassed(written));
  }

  /** Publishing locks the release row; applying only shares it. */
  private void holdBackTheRelease(Connection target) {
    await("the release row").until(() -> releaseIsShared(target));
  }

  private static boolean releaseIsShared(Connection target) throws SQLException {
    boolean shared =
        asked(target, "select to_regclass('crossfade.release') is not null")
            && asked(target, "select true from (select number from crossfade.release for share) r");
    if (!shared) {
      target.rollback();
    }
    return shared;
  }

  private static boolean inState(Connection target, String state) throws SQLException {
    return asked(
        target, "select count(*) > 0 and bool_and(state = '" + state + "') from crossfade.entity");
  }

  private static boolean asked(Connection target, String sql) throws SQLException {
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private boolean streamsPassed(Instant moment) {
    JsonNode streams = status().at("/streams");
    for (JsonNode stream : streams) {
      if (Instant.parse(stream.path("appliedAsOf").asText("1970-01-01T00:00:00Z"))
          .isBefore(moment)) {
        return false;
      }
    }
    return !streams.isEmpty();
  }

  JsonNode status() {
    return Crossfade.now(environment, "status", specification, "-o", "json").ok().json();
  }

  private ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .failFast(
            () -> {
              if (!run.alive()) {
                throw new AssertionError("the run ended:\n" + run.output());
              }
            });
  }
}
