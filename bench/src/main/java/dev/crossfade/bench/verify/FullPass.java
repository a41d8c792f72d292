package dev.crossfade.bench.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.util.Map;

/** {@code crossfade verify} of everything, on which upkeep builds. */
final class FullPass implements Subject {

  private final Pair pair;
  private final CrossfadeCommand command;

  FullPass(Pair pair, CrossfadeCommand command) {
    this.pair = pair;
    this.command = command;
  }

  @Override
  public String name() {
    return "full pass";
  }

  @Override
  public void prepare() {}

  @Override
  public Done run() throws Exception {
    return measured(command, "full", pair.rows(Table.CONTACTS));
  }

  /** Runs the command and fails unless it compared so many rows in this way and found all equal. */
  static Done measured(CrossfadeCommand command, String coverage, long rows, String... options)
      throws Exception {
    long start = System.nanoTime();
    JsonNode verify = command.judge(options).path("verify");
    double whole = (System.nanoTime() - start) / 1e9;
    if (!verify.path("verdict").asText().equals("EQUAL")
        || !verify.path("coverage").asText().equals(coverage)
        || verify.path("rowsCompared").asLong() != rows) {
      throw new IllegalStateException("not EQUAL over " + rows + " rows: " + verify);
    }
    return new Done(
        Math.max(1, rows), verify.path("seconds").asDouble(), Map.of("whole command", whole));
  }

  @Override
  public void check() {}
}
