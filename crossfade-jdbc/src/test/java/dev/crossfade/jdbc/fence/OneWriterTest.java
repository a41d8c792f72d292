package dev.crossfade.jdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.testkit.contract.FenceProbe;
import dev.crossfade.testkit.contract.FencedDatabase;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** [ONE-WRITER] Two databases, the fence goes to and fro, and people write both all the time. */
class OneWriterTest {

  private static final int TURNS = 6;

  @TempDir private Path folder;

  /** A side, and since when its fence stands. */
  private static final class Guarded {
    private final FencedDatabase database;
    private final Fence fence;
    private long raised;

    Guarded(FencedDatabase database) {
      this.database = database;
      this.fence = database.fence();
      fence.prepare();
    }

    void raise(long epoch) {
      assertThat(fence.raise(epoch, database.budget())).isInstanceOf(FenceOutcome.Raised.class);
      raised = System.nanoTime();
    }

    /** Nothing is acknowledged that was begun behind the fence and ended before it is lifted. */
    void lift(long epoch, FenceProbe probe) {
      long lifting = System.nanoTime();
      assertThat(fence.lift(epoch)).isEqualTo(new FenceOutcome.Lifted());
      assertThat(probe.within(raised, lifting)).isEmpty();
    }
  }

  @Test
  void at_no_instant_both_sides_take_writes() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> postgres =
            EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("start"));
        EmbeddedService<DatabaseEndpoint> maria =
            EmbeddedMariaDb.start(folder.resolve("maria"), DatabaseOptions.database("start"));
        FencedDatabase one = FencedMariaDb.create(maria);
        FencedDatabase other = FencedPostgres.create(postgres)) {
      Guarded here = new Guarded(one);
      Guarded there = new Guarded(other);
      there.raise(1);
      try (FenceProbe writesHere = new FenceProbe(one, 8);
          FenceProbe writesThere = new FenceProbe(other, 10)) {
        writesHere.awaitEverybody();
        for (int turn = 0; turn < TURNS; turn++) {
          boolean over = turn % 2 == 0;
          (over ? here : there).raise(turn + 2);
          (over ? there : here).lift(turn + 2, over ? writesThere : writesHere);
          (over ? writesThere : writesHere).awaitEverybody();
        }
        writesHere.close();
        writesThere.close();
        assertThat(one.rows()).containsAll(acknowledged(writesHere));
        assertThat(other.rows()).containsAll(acknowledged(writesThere));
        assertThat(writesHere.failures()).isPositive();
      }
      here.fence.close();
      there.fence.close();
    }
  }

  private static Set<Long> acknowledged(FenceProbe probe) {
    return probe.successes().stream().map(FenceProbe.Success::row).collect(Collectors.toSet());
  }
}
