package dev.crossfade.it.e2e;

import dev.crossfade.it.e2e.AlteredHistory.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of both engines that are followed are altered in every way, renamed and dropped among
 * others, and become what they were: in the end every row is there, also those that no log told of.
 */
@Tag("long")
class AlteredAndBackTest {

  @TempDir private static Path folder;

  @Test
  void loseNothing() throws Exception {
    try (AlteredHistory history = new AlteredHistory(folder, "")) {
      List<Table> held = new ArrayList<>(AlteredHistory.tables(Alteration.Then.HELD));
      held.addAll(AlteredHistory.tables(Alteration.Then.IGNORED));
      history.write();
      Crossfade run = history.run();
      history.awaitPublished(AlteredHistory.tables());
      history.alter();
      history.awaitHeld(held);
      run = history.killed(run);
      history.undo();
      history.decide();
      history.awaitEqual();
      run.stop();
    }
  }
}
