package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a heap of 512 MiB follows a transaction that is larger than it. */
@Tag("long")
class LargeChangesTest {

  private static final String COUNT = "SELECT count(*) FROM item";
  private static final long LEFT = 1_400_001;

  @TempDir private Path folder;

  @Test
  void twoMillionChangesOfOneTransaction() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> shop = postgres("shop");
        EmbeddedService<DatabaseEndpoint> target = postgres("unified");
        SmallHeap crossfade =
            new SmallHeap(
                "2,000,000 changes in a transaction", folder, shop.endpoint(), target.endpoint())) {
      Rows.execute(
          shop.endpoint(),
          "CREATE TABLE item (id bigint PRIMARY KEY, v text)",
          "INSERT INTO item VALUES (1, 'first')");
      crossfade.init().follow();
      crossfade.until("published").until(() -> Rows.number(target.endpoint(), COUNT) == 1);
      Rows.execute(
          shop.endpoint(),
          "BEGIN",
          "INSERT INTO item SELECT n, repeat('value ' || n, 20)"
              + " FROM generate_series(2, 1500001) n",
          "UPDATE item SET v = 'changed ' || id WHERE id BETWEEN 2 AND 400001",
          "DELETE FROM item WHERE id BETWEEN 1400002 AND 1500001",
          "COMMIT");
      Set<Long> seen = new HashSet<>();
      crossfade
          .until("the transaction to be in the target")
          .until(
              () -> {
                seen.add(Rows.number(target.endpoint(), COUNT));
                return seen.contains(LEFT);
              });
      assertThat(seen).as("readers see all of it or nothing").containsOnly(1L, LEFT);
      JsonNode verify = crossfade.verify();
      assertThat(verify.at("/verdict").asText()).isEqualTo("EQUAL");
      assertThat(verify.at("/rowsCompared").asLong()).isEqualTo(LEFT);
      crossfade.stop();
    }
  }

  private EmbeddedService<DatabaseEndpoint> postgres(String name) {
    return EmbeddedPostgres.start(folder.resolve(name), DatabaseOptions.database(name));
  }
}
