package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a heap of 512 MiB brings back a transaction of the target larger than it. */
@Tag("long")
class LargeReturnTest {

  private static final String COUNT = "SELECT count(*) FROM item";
  private static final String SUM = "SELECT sum(hashtext(id || v)) FROM item";
  private static final long LEFT = 450_001;

  @TempDir private Path folder;

  @Test
  void halfAMillionRowsOfOneTransactionOfTheNewStack() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> shop = postgres("shop");
        EmbeddedService<DatabaseEndpoint> target = postgres("unified");
        SmallHeap crossfade =
            new SmallHeap(
                "the way back of 650,000 changes in a transaction",
                folder,
                shop.endpoint(),
                target.endpoint())) {
      Rows.execute(
          shop.endpoint(),
          "CREATE TABLE item (id bigint PRIMARY KEY, v text)",
          "INSERT INTO item VALUES (1, 'first')");
      crossfade.init();
      Files.writeString(
          crossfade.specification().resolve("crossfade.yaml"),
          "\ncutover: {maxWritePauseMillis: 60000, maxLagMillis: 30000, rehearsalDays: 0}\n",
          StandardOpenOption.APPEND);
      crossfade.follow();
      crossfade.until("published").until(() -> Rows.number(target.endpoint(), COUNT) == 1);
      crossfade.verify();
      crossfade.now("check", "run");
      crossfade.now("cutover", "execute", "--yes").ok();
      Rows.execute(
          target.endpoint(),
          "BEGIN",
          "INSERT INTO item (id, v, _cf_load) SELECT n, repeat('value ' || n || ' ', 60), 0"
              + " FROM generate_series(2, 500001) n",
          "UPDATE item SET v = 'changed ' || id WHERE id BETWEEN 2 AND 100001",
          "DELETE FROM item WHERE id BETWEEN 450002 AND 500001",
          "COMMIT");
      Set<Long> seen = new HashSet<>();
      crossfade
          .until("the transaction to be in the source")
          .until(
              () -> {
                seen.add(Rows.number(shop.endpoint(), COUNT));
                return seen.contains(LEFT);
              });
      assertThat(seen).as("readers see all of it or nothing").containsOnly(1L, LEFT);
      assertThat(Rows.number(shop.endpoint(), SUM)).isEqualTo(Rows.number(target.endpoint(), SUM));
      crossfade.now("rollback", "execute", "--yes").ok();
      crossfade.stop();
    }
  }

  private EmbeddedService<DatabaseEndpoint> postgres(String name) {
    return EmbeddedPostgres.start(folder.resolve(name), DatabaseOptions.database(name));
  }
}
