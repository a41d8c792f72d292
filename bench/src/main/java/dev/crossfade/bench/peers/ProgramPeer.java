package dev.crossfade.bench.peers;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.servers.Shell;
import java.nio.file.Path;

/** A copy of the whole database by a program of Debian's, in one line of bash. */
public final class ProgramPeer implements Subject {

  private final String name;
  private final String program;
  private final String line;
  private final Pair pair;
  private final Path folder;

  private ProgramPeer(String name, String program, String line, Pair pair, Path folder) {
    this.name = name;
    this.program = program;
    this.line = line;
    this.pair = pair;
    this.folder = folder;
  }

  /** pgcopydb with two jobs for tables and two for indexes. */
  public static Subject pgcopydb(Pair pair, Workplace workplace) {
    return new ProgramPeer(
        "pgcopydb clone",
        "pgcopydb",
        "pgcopydb clone --source '{source}' --target '{target}' --dir {folder}"
            + " --table-jobs 2 --index-jobs 2 --no-owner --no-acl",
        pair,
        workplace.path("pgcopydb"));
  }

  /** pg_dump into a folder without compression, then pg_restore, two jobs each. */
  public static Subject dumpAndRestore(Pair pair, Workplace workplace) {
    return new ProgramPeer(
        "pg_dump -j2 -Z0, pg_restore -j2",
        "pg_restore",
        "pg_dump -Fd -j2 -Z0 -f {folder} '{source}'"
            + " && pg_restore -j2 --no-owner -d '{target}' {folder}",
        pair,
        workplace.path("dump"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String missing() {
    return Shell.has(program) ? "" : program + " is not installed: apt-get install " + packaged();
  }

  private String packaged() {
    return program.startsWith("pg_") ? "postgresql-client" : program;
  }

  @Override
  public void prepare() throws Exception {
    Workplace.delete(folder);
    pair.target().recreate();
  }

  @Override
  public Done run() throws Exception {
    pair.shell()
        .bash(
            pair.source().environment(),
            line.replace("{source}", pair.source().uri())
                .replace("{target}", pair.target().uri())
                .replace("{folder}", folder.toString()));
    return Done.all(pair.tables().stream().mapToLong(pair::rows).sum());
  }

  @Override
  public void check() throws Exception {
    for (Table table : pair.tables()) {
      Copies.mustEqual(pair.source(), pair.target(), table.table());
    }
  }

  @Override
  public void clean() throws Exception {
    Workplace.delete(folder);
  }
}
