package dev.crossfade.it.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Breaks what has to hold, to see that the witnesses tell. Nothing is moved back afterwards. */
final class Sabotage {

  private static final String NEWEST =
      "DELETE FROM marketing.contact WHERE contact_id = (SELECT max(contact_id)"
          + " FROM marketing.contact WHERE contact_id BETWEEN 4000000000000 AND 4899999999999)";

  private final Stage stage;

  Sabotage(Stage stage) {
    this.stage = stage;
  }

  /** Somebody gives rights back past the fence, and deletes what a client was told is there. */
  void run() throws Exception {
    if (!stage.wrong(Side.NEW).isEmpty()) {
      stage.move(Side.NEW);
    }
    try (Witnesses witnesses =
        Witnesses.begin(stage.trial, stage.places, stage.processes.address())) {
      assertThat(witnesses.wrong(Side.NEW)).isEmpty();
      change(Services.ours(stage.services.crm), "GRANT UPDATE ON contacts TO reports");
      await("both sides take writes")
          .atMost(Duration.ofSeconds(10))
          .until(() -> witnesses.probed().together() > 0);
      assertThat(witnesses.wrong(Side.NEW)).contains("LEGACY takes direct writes");
      assertThat(stage.lookout.wrong(Side.LEGACY)).hasSizeGreaterThan(5);
      assertThat(change(Services.ours(stage.services.target), NEWEST)).isOne();
      List<String> told = witnesses.verdict();
      assertThat(told).anyMatch(each -> each.startsWith("both sides took writes"));
      assertThat(told).anyMatch(each -> each.matches("(?s)lost [1-9].*"));
    }
  }

  private static int change(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect()) {
      return Sql.update(connection, sql);
    }
  }
}
