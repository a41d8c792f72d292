package dev.crossfade.bench.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.util.Map;

/** {@code crossfade verify}: every row through the mapping, compared with production. */
final class CrossfadeVerify implements Subject {

  private final Pair pair;
  private final CrossfadeCommand command;

  CrossfadeVerify(Pair pair, CrossfadeCommand command) {
    this.pair = pair;
    this.command = command;
  }

  @Override
  public String name() {
    return "Crossfade verify";
  }

  @Override
  public void prepare() {}

  @Override
  public Done run() throws Exception {
    long start = System.nanoTime();
    JsonNode verify = command.judge().path("verify");
    double whole = (System.nanoTime() - start) / 1e9;
    long rows = pair.rows(Table.CONTACTS);
    if (verify.path("mismatches").asLong() != Verification.DIFFERENCES.get()
        || verify.path("rowsCompared").asLong() != rows) {
      throw new IllegalStateException("not what is there: " + verify);
    }
    return new Done(rows, verify.path("seconds").asDouble(), Map.of("whole command", whole));
  }

  @Override
  public void check() {}
}
