package dev.crossfade.it.e2e;

import dev.crossfade.it.e2e.AlteredHistory.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of alteration, on both engines, in the middle of the first load of a table that is
 * written to: what concerns nobody stops nothing, what does holds its table only, and in the end
 * every row is there, though the run was killed in between.
 */
@Tag("long")
class AlteredLoadTest {

  private static final String SLOWLY = ", throttle: {rowsPerSecond: 1500}";

  @TempDir private static Path folder;

  @Test
  void endsInTheDocumentedStateWithNothingLost() throws Exception {
    try (AlteredHistory history = new AlteredHistory(folder, SLOWLY)) {
      List<Table> held = new ArrayList<>(AlteredHistory.tables(Alteration.Then.HELD));
      held.addAll(AlteredHistory.tables(Alteration.Then.IGNORED));
      history.write();
      Crossfade run = history.run();
      history.alterInTheMiddle();
      history.awaitHeld(held);
      history.awaitLoaded(AlteredHistory.tables(Alteration.Then.FLOWS));
      run = history.killed(run);
      history.undo();
      history.awaitHeld(held);

      history.decide();
      history.awaitPublished(AlteredHistory.tables());
      history.awaitEqual();
      run.stop();
    }
  }
}
