package dev.crossfade.bench.history;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.servers.Shell;
import java.util.stream.Collectors;

/** The limit as everybody can type it: {@code psql COPY TO STDOUT | psql COPY FROM STDIN}. */
final class PsqlPipe implements Subject {

  private final Pair pair;
  private final int pipes;

  PsqlPipe(Pair pair, int pipes) {
    this.pair = pair;
    this.pipes = pipes;
  }

  @Override
  public String name() {
    return "binary COPY pipe x" + pipes + " of psql";
  }

  @Override
  public String missing() {
    return Shell.has("psql") ? "" : "psql is not installed: apt-get install postgresql-client";
  }

  @Override
  public void prepare() throws Exception {
    pair.emptyTables();
  }

  @Override
  public Done run() throws Exception {
    String all =
        JavaPipe.queries(pair, pipes).stream()
            .map(this::pipe)
            .collect(Collectors.joining(pipes == 1 ? " && " : " & p=\"$p $!\"; "));
    String waiting =
        pipes == 1 ? "" : " & p=\"$p $!\"; for one in $p; do wait $one || exit 1; done";
    pair.shell().bash(pair.source().environment(), all + waiting);
    return Done.all(pair.tables().stream().mapToLong(pair::rows).sum());
  }

  private String pipe(String piece) {
    String[] parts = piece.split("\t");
    return String.format(
        "psql -qAtX '%s' -c 'COPY (%s) TO STDOUT (FORMAT binary)'"
            + " | psql -qAtX '%s' -c 'COPY %s FROM STDIN (FORMAT binary)'",
        pair.source().uri(), parts[1], pair.target().uri(), parts[0]);
  }

  @Override
  public void check() throws Exception {
    for (Table table : pair.tables()) {
      Copies.mustEqual(pair.source(), pair.target(), table.table());
    }
  }
}
